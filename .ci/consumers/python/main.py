from aws_cdk import App, Stack
from aws_cdk.aws_route53 import HostedZone
from cdk_elastic_web import (
    FargateService, Ingress, Network, PostgresDatabase, Profile, ServiceImage, forecast, simulation
)

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

# every language simulates the same, to the byte.
run = simulation.ScalingSimulation.of(shop).run(
    trace=simulation.LoadTrace.diurnal(low_value=50, high_value=700).with_noise(10, 7), unit_capacity=100
)
with open("simulation.json", "w", newline="") as file:
    file.write(run.to_json())

# and forecasts the same.
with open("forecast.json", "w", newline="") as file:
    file.write(forecast.DeploymentForecast.of(app).to_json())
