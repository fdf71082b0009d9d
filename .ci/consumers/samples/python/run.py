# runs the samples in Python: python run.py FOLDER_OF_SAMPLES OUT. Each sample gets a stack, and what it uses.
import importlib
import json
import os
import pathlib
import runpy
import shutil
import sys
import traceback

from aws_cdk import App, Environment, Stack, aws_certificatemanager as acm, aws_ecr as ecr
from aws_cdk.aws_elasticloadbalancingv2 import HealthCheck
from aws_cdk.aws_route53 import HostedZone
from cdk_elastic_web import FargateService, Ingress, Network, PostgresDatabase, ServiceImage, WebLoadBalancer

ENVIRONMENT = Environment(account="111122223333", region="eu-west-1")


def zone(stack, name, number):
    return HostedZone.from_hosted_zone_attributes(stack, name, hosted_zone_id=number, zone_name="example.com")


def given(app, sample):
    stack = Stack(app, "Given", env=ENVIRONMENT)
    network = Network(stack, "Network")
    hosted_zone = zone(stack, "Zone", "Z0123456789ABCDEFGHIJ")
    arn = "arn:aws:acm:us-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888"
    values = {
        "app": app,
        "network": network,
        "vpc": network.vpc,
        "hosted_zone": hosted_zone,
        "certificate": acm.Certificate.from_certificate_arn(stack, "Certificate", arn),
        "repository": ecr.Repository.from_repository_name(stack, "Repository", "shop"),
        "load_balancer": WebLoadBalancer(
            stack,
            "LoadBalancer",
            vpc=network.vpc,
            domain_name="*.example.com",
            hosted_zone=zone(stack, "OtherZone", "Z0987654321ABCDEFGHIJ"),
        ),
        "database": PostgresDatabase(stack, "Database", vpc=network.vpc),
    }
    image = ServiceImage.from_registry("public.ecr.aws/docker/library/nginx:1.29")
    ingress = Ingress.http(health_check=HealthCheck(path="/"))
    shop = lambda: FargateService(sample, "Shop", vpc=network.vpc, image=image, port=80, ingress=ingress)
    return lambda name: shop() if name == "shop" else values[name]


def run_part(folder, out, sample):
    app = App(outdir=str(out / sample["id"]), analytics_reporting=False)
    stack = Stack(app, "Shop", env=ENVIRONMENT)
    value = given(app, stack)
    names = [name.replace("hostedZone", "hosted_zone").replace("loadBalancer", "load_balancer") for name in sample["uses"]]
    importlib.import_module(sample["id"]).sample(stack, *[value(name) for name in names])
    app.synth()


def run_whole(folder, out, sample):
    runpy.run_path(str(folder / f"{sample['id']}.py"), run_name="__main__")
    written = pathlib.Path(os.environ["CDK_OUTDIR"])
    if written.exists():
        shutil.move(written, out / sample["id"])


def main():
    folder, out = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    sys.path.insert(0, str(folder))
    failed = 0
    for sample in json.loads((folder.parent / "samples.json").read_text()):
        try:
            if not sample["isWhole"]:
                run_part(folder, out, sample)
            elif sample["runs"]:
                run_whole(folder, out, sample)
            else:
                importlib.import_module(sample["id"])
        except Exception:  # noqa: BLE001
            failed += 1
            print(sample["id"], traceback.format_exc()[-1500:], file=sys.stderr)
    print("failed", failed)
    return 1 if failed else 0


sys.exit(main())
