"""The one logger and the one metrics namespace."""

from aws_lambda_powertools import Logger, Metrics

logger = Logger(service="pricebook", utc=True)
metrics = Metrics(namespace="Pricebook", service="pricebook")
