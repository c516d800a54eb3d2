"""Usage objects in the shapes that vendors, gateways and libraries document, and what they mean.

The numbers are our own; the fields, and which of them contains which, are those of the page that
the module of each format names.
"""

from tests.support.samples.usage_objects import calculators, labs, libraries, openai, sellers

SAMPLES = openai.SAMPLES | labs.SAMPLES | sellers.SAMPLES | calculators.SAMPLES | libraries.SAMPLES
