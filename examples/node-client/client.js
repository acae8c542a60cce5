// Registers a consultation as an agency would: node client.js HOST:PORT, with TOKEN in the environment.
const path = require('node:path');
const crypto = require('node:crypto');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const root = path.join(__dirname, '..', '..');
const definition = loader.loadSync('tsunagi/intake/v1/service.proto', {
  includeDirs: [path.join(root, 'proto'), path.join(root, '.tsunagi', 'googleapis')],
  keepCase: true, enums: String, longs: String, defaults: true,
});
const { IntakeService } = grpc.loadPackageDefinition(definition).tsunagi.intake.v1;

const client = new IntakeService(process.argv[2], grpc.credentials.createInsecure());
const metadata = new grpc.Metadata();
metadata.set('authorization', `Bearer ${process.env.TOKEN}`);
metadata.set('x-purpose', 'INTAKE');

const request = {
  request_id: crypto.randomUUID(),
  channel: 'CHANNEL_PHONE',
  consulter: 'CONSULTER_AGENCY',
  concerns: ['CARE'],
  narrative: '電話で相談があった。',
  sender_reference: 'node-1',
};
client.RegisterConsultation(request, metadata, (error, consultation) => {
  if (error) {
    console.error(`${error.details}`);
    process.exit(1);
  }
  console.log(consultation.case_no);
});
