"""Telemetry: the logger and the metrics of all functions."""

from aws_lambda_powertools import Logger, Metrics

from pricebook import settings

SERVICE = settings.text("POWERTOOLS_SERVICE_NAME", "pricebook")
"""Only dimension of every metric: it separates the deployments of one account."""

logger = Logger(service=SERVICE, utc=True)
metrics = Metrics(namespace="Pricebook", service=SERVICE)
