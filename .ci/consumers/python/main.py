from aws_cdk import App, Environment, Stack
from aws_cdk.aws_elasticloadbalancingv2 import HealthCheck
from aws_cdk.aws_route53 import HostedZone
from cdk_elastic_web import FargateService, Ingress, Network, PostgresDatabase, Profile, ServiceImage

app = App()
Profile.PRODUCTION.apply_to(app)
stack = Stack(app, "Shop", env=Environment(account="111122223333", region="eu-west-1"))
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
    port=80,
    ingress=Ingress.https(
        domain_name="shop.example.com", hosted_zone=hosted_zone, health_check=HealthCheck(path="/")
    ),
)
shop.connect_to(database)
app.synth()

# every language simulates the same, to the byte.
from cdk_elastic_web import forecast, simulation  # noqa: E402

run = simulation.ScalingSimulation.of(shop).run(
    trace=simulation.LoadTrace.diurnal(low_value=50, high_value=700).with_noise(10, 7), unit_capacity=100
)
with open("simulation.json", "w", newline="") as file:
    file.write(run.to_json())

# and forecasts the same.
with open("forecast.json", "w", newline="") as file:
    file.write(forecast.DeploymentForecast.of(app).to_json())
