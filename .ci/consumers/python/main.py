from aws_cdk import App, Stack
from aws_cdk.aws_route53 import HostedZone
from cdk_elastic_web import FargateService, Ingress, Network, PostgresDatabase, Profile, ServiceImage

app = App(outdir="cdk.out", analytics_reporting=False)
Profile.PRODUCTION.apply_to(app)
stack = Stack(app, "Shop")
hosted_zone = HostedZone.from_hosted_zone_attributes(
    stack, "Zone", hosted_zone_id="Z0123456789ABCDEFGHIJ", zone_name="example.com"
)

network = Network(stack, "Network")
database = PostgresDatabase(stack, "Database", vpc=network.vpc)
shop = FargateService(
    stack,
    "Shop",
    vpc=network.vpc,
    image=ServiceImage.from_registry("public.ecr.aws/docker/library/nginx:1.29"),
    ingress=Ingress.https(domain_name="shop.example.com", hosted_zone=hosted_zone),
)
shop.connect_to(database)
app.synth()
