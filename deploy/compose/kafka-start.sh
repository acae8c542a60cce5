#!/bin/sh
# The trial's broker. Both of its ports refuse whoever has no login; `tsunagi prepare-broker` makes the services' ones.
set -eu
umask 077
home=${KAFKA_HOME:-/opt/kafka} data=${KAFKA_DATA:-/var/lib/kafka/data} own=${KAFKA_OWN:-/tmp/tsunagi}
port=${KAFKA_PORT:-9092} controller=${CONTROLLER_PORT:-9093}
admin=tsunagi-admin password=$(cat "$ADMIN_PASSWORD_FILE")
scram="org.apache.kafka.common.security.scram.ScramLoginModule required username=\"$admin\" password=\"$password\";"
plain="org.apache.kafka.common.security.plain.PlainLoginModule required username=\"$admin\" password=\"$password\""
mkdir -p "$own"
cat > "$own/server.properties" <<SETTINGS
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@$KAFKA_HOST:$controller
listeners=SASL_PLAINTEXT://:$port,CONTROLLER://:$controller
advertised.listeners=SASL_PLAINTEXT://$KAFKA_HOST:$port
controller.listener.names=CONTROLLER
listener.security.protocol.map=SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
security.inter.broker.protocol=SASL_PLAINTEXT
sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
sasl.mechanism.controller.protocol=PLAIN
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config=$scram
listener.name.controller.plain.sasl.jaas.config=$plain user_$admin="$password";
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
allow.everyone.if.no.acl.found=false
super.users=User:$admin
auto.create.topics.enable=false
num.partitions=3
log.dirs=$data
# Ninety days, as in a cluster (deploy/k8s/engine/kafka.yaml).
log.retention.hours=2160
log.roll.hours=24
offsets.retention.minutes=129600
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
SETTINGS
cat > "$own/admin.properties" <<SETTINGS
security.protocol=SASL_PLAINTEXT
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=$scram
SETTINGS
if [ ! -e "$data/meta.properties" ]; then
  # In a file, because everybody on the machine can read a program's arguments.
  printf '%s\n' -t "$(head -c 16 /dev/urandom | base64 | tr '+/' 'AA' | cut -c 1-22)" -c "$own/server.properties" \
    --add-scram "SCRAM-SHA-512=[name=$admin,password=$password]" > "$own/format.args"
  "$home/bin/kafka-storage.sh" format "@$own/format.args"
  rm "$own/format.args"
fi
exec "$home/bin/kafka-server-start.sh" "$own/server.properties"
