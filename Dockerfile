# One image for the five services, their migrations and the deployment of the diagrams.
FROM python:3.11-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin tsunagi
WORKDIR /app
COPY deploy/requirements.lock requirements.lock
RUN pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock
COPY kit kit
COPY pb pb
COPY services services
COPY tsunagi tsunagi
COPY bpmn bpmn
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001
ENTRYPOINT ["python", "-m", "services"]
