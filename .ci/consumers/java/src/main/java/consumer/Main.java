package consumer;

import io.github.cdkelasticweb.FargateService;
import io.github.cdkelasticweb.HttpsIngressOptions;
import io.github.cdkelasticweb.Ingress;
import io.github.cdkelasticweb.Network;
import io.github.cdkelasticweb.PostgresDatabase;
import io.github.cdkelasticweb.Profile;
import io.github.cdkelasticweb.ServiceImage;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;

public final class Main {
    public static void main(String[] args) {
        App app = new App();
        Profile.PRODUCTION.applyTo(app);
        Stack stack = Stack.Builder.create(app, "Shop")
            .env(Environment.builder().account("111122223333").region("eu-west-1").build())
            .build();
        IHostedZone hostedZone = HostedZone.fromHostedZoneAttributes(stack, "Zone", HostedZoneAttributes.builder()
            .hostedZoneId("Z0123456789ABCDEFGHIJ").zoneName("example.com").build());

        Network network = new Network(stack, "Network");
        PostgresDatabase database = PostgresDatabase.Builder.create(stack, "Database").vpc(network.getVpc()).build();
        FargateService shop = FargateService.Builder.create(stack, "Shop")
            .vpc(network.getVpc())
            .image(ServiceImage.fromRegistry("public.ecr.aws/docker/library/nginx:1.29"))
            .port(80)
            .ingress(Ingress.https(HttpsIngressOptions.builder()
                .domainName("shop.example.com")
                .hostedZone(hostedZone)
                .healthCheck(HealthCheck.builder().path("/").build())
                .build()))
            .build();
        shop.connectTo(database);
        app.synth();
    }
}
