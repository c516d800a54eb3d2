"""Parameters that contradict each other: refused before anything is made, with a sentence."""

import re

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from infrastructure import checks, environments
from infrastructure.environments import DeployError, Environment
from tests.support.paths import LAYER
from tests.support.template_graph import OUTSIDE, OWN, parsed, refusals

SECRETS = {
    name: OUTSIDE[name] for name in ("DatabaseSecretArn", "ReaderSecretArn", "RedisSecretArn")
}
PLAIN = {
    "DatabaseUrl": "postgresql://owner@db/pricebook",
    "ReaderDatabaseUrl": "postgresql://reader@db/pricebook",
    "RedisUrl": "rediss://valkey:6379",
}
DEV = {"Environment": "dev"}
ISSUER = {"TokenIssuer": "https://issuer.example", "TokenAudience": "pricebook"}


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        (PLAIN, ["DatabaseUrl holds", "ReaderDatabaseUrl holds", "RedisUrl holds"]),
        (PLAIN | {"Environment": "staging"}, ["DatabaseUrl holds", "ReaderDatabase", "RedisUrl"]),
        (DEV | {"DatabaseUrl": "x"}, ["DatabaseUrl needs ReaderDatabaseUrl"]),
        (DEV | PLAIN | SECRETS, ["DatabaseSecretArn and DatabaseUrl", "RedisSecretArn and"]),
        ({"DatabaseSecretArn": "arn"}, ["DatabaseSecretArn needs ReaderSecretArn"]),
        ({"ReaderSecretArn": "arn"}, ["A reader's login belongs"]),
        ({"VpcId": "vpc-1"}, ["VpcId needs the SubnetIds"]),
        ({"SubnetIds": "a,b"}, ["SubnetIds belong to an existing VPC"]),
        ({"Nat": "none"}, ["Without a NAT gateway no provider"]),
        (ISSUER | {"Nat": "none", "Upstream": "x"}, ["Without a NAT gateway the issuer"]),
        (SECRETS | {"DatabaseProxy": "true"}, ["DatabaseProxy stands in front"]),
        (SECRETS | {"DatabaseStandby": "true"}, ["DatabaseStandby belongs"]),
        ({"DbSsl": "disable"}, ["The database that is made here takes encrypted"]),
        ({"DbCaFile": "/opt/python/a.pem"}, ["DbCaFile is for a database from outside"]),
        ({"region": "cn-north-1"}, ["The layer knows no authority"]),
        (
            {"DatabaseProxy": "true", "DatabaseMinCapacity": "0"},
            ["A database behind DatabaseProxy", "With DatabaseMinCapacity 0"],
        ),
        ({"DatabaseMinCapacity": "0"}, ["With DatabaseMinCapacity 0 a tick"]),
        ({"TokenIssuer": "https://issuer.example"}, ["TokenIssuer needs TokenAudience"]),
        (ISSUER | {"AdminEmail": "a@b.example"}, ["AdminEmail is invited to the user pool"]),
        ({"TokenAudience": "pricebook"}, ["TokenAudience belongs to TokenIssuer"]),
        ({"DomainName": "a.example"}, ["DomainName needs the CertificateArn"]),
        ({"CertificateArn": "arn"}, ["CertificateArn is for DomainName"]),
        ({"HostedZoneId": "Z1"}, ["HostedZoneId is for DomainName"]),
        ({"MonthlyBudget": "50"}, ["MonthlyBudget needs the AlertEmail"]),
        (SECRETS | {"UseCache": "false"}, ["UseCache is false, and an address"]),
        ({"WebAclArn": "arn"}, ["WebAclArn is attached to CloudFront"]),
    ],
)
def test_what_contradicts_itself_is_refused(given: dict[str, str], refused: list[str]) -> None:
    """Each contradiction has its own sentence, and nothing else is said."""
    told = refusals(**given)

    assert len(refused) == len(told), told
    assert [] == [text for text, part in zip(told, refused, strict=True) if part not in text]


@pytest.mark.parametrize(
    "given", [{}, OWN, OUTSIDE, DEV | PLAIN, SECRETS | {"Nat": "none"}, {"Cdn": "true"}]
)
def test_what_fits_together_is_taken(given: dict[str, str]) -> None:
    """Everything made here, everything brought, and plain addresses in dev."""
    assert [] == refusals(**given)


@pytest.mark.parametrize("name", environments.NAMES)
def test_the_environments_are_taken(name: str) -> None:
    """What the repository itself deploys contradicts nothing, here and in CloudFormation."""
    environment = environments.read(name)
    checks.require(environment)
    brought = {name: SECRETS[name] for name in ("DatabaseSecretArn", "ReaderSecretArn")}
    account = brought if name == "hobby" else {}

    assert [] == refusals(**environment.parameters, **account)
    assert name == {"Environment": "prod", **environment.parameters}["Environment"]


def test_the_regions_are_those_of_the_authorities() -> None:
    """A region whose database the layer would not trust is refused, and no other."""
    pem = (LAYER / "pricebook/storage/rds.pem").read_bytes()
    names = [
        str(one.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)
        for one in x509.load_pem_x509_certificates(pem)
    ]
    (allowed,) = [
        it["Assert"]["Fn::Contains"][0]
        for it in parsed()["Rules"]["OwnDatabaseIsEncrypted"]["Assertions"]
        if "Fn::Contains" in it["Assert"]
    ]

    assert sorted(allowed) == sorted(
        region[1] for name in names if (region := re.match(r"Amazon RDS ([\w-]+) Root", name))
    )


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"DatabaseMinCapacity": "8"}, "DatabaseMinCapacity 8 is above DatabaseMaxCapacity 4"),
        (
            {"Cdn": "true", "CertificateArn": "arn:aws:acm:eu-west-1:1:certificate/x"},
            "CertificateArn has to be of us-east-1",
        ),
        (
            {"Cdn": "true", "WebAclArn": "arn:aws:wafv2:eu-west-1:1:global/webacl/x/y"},
            "WebAclArn has to be of us-east-1",
        ),
        ({"DomainNam": "a.example"}, "There is no parameter DomainNam"),
    ],
)
def test_what_rules_cannot_say_is_refused_before_the_build(
    given: dict[str, str], reason: str
) -> None:
    """Numbers and parts of ARNs are beyond a rule of CloudFormation: make deploy compares them."""
    with pytest.raises(DeployError, match=reason):
        checks.require(Environment("prod", "pricebook-prod", given))


def test_no_password_reaches_a_custom_resource() -> None:
    """Its properties stand in events, in a queue and in logs."""
    document = parsed()
    hidden = {name for name, it in document["Parameters"].items() if it.get("NoEcho")}
    told = str(document["Resources"]["Migrations"])

    assert PLAIN.keys() == hidden
    assert [] == [name for name in hidden if f"'{name}'" in told]
