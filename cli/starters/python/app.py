"""A page at an address of its own: the app to copy and to change."""

from pathlib import Path

from aws_cdk import App, Stack
from cdk_elastic_web import FargateService, Ingress, Nat, Network, Placement, Profile, ServiceImage

app = App()
Profile.DEVELOPMENT.apply_to(app)  # small, cheap, and removed with its stack

stack = Stack(app, "QuickStart")
network = Network(stack, "Network", nat=Nat.none())
web = FargateService(
    stack,
    "Web",
    vpc=network.vpc,
    placement=Placement.in_public_subnets(),  # a NAT gateway would double the price
    image=ServiceImage.from_asset(str(Path(__file__).parent / "web")),
    ingress=Ingress.http(),
)
web.export_outputs()  # a deployment prints the address

app.synth()
