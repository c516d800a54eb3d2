"""The one logger and the one metrics namespace."""

from aws_lambda_powertools import Logger, Metrics

from pricebook import settings

SERVICE = settings.text("POWERTOOLS_SERVICE_NAME", "pricebook")
"""The only dimension of every metric: it tells the deployments of one account apart."""

logger = Logger(service=SERVICE, utc=True)
metrics = Metrics(namespace="Pricebook", service=SERVICE)
