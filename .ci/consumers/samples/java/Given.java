package samples;

import io.github.cdkelasticweb.FargateService;
import io.github.cdkelasticweb.HttpIngressOptions;
import io.github.cdkelasticweb.Ingress;
import io.github.cdkelasticweb.Network;
import io.github.cdkelasticweb.PostgresDatabase;
import io.github.cdkelasticweb.ServiceImage;
import io.github.cdkelasticweb.WebLoadBalancer;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;

/** What samples use without making it, in a stack of its own. */
final class Given {
    final App app;
    final Network network;
    final IVpc vpc;
    final IHostedZone hostedZone;
    final ICertificate certificate;
    final IRepository repository;
    final WebLoadBalancer loadBalancer;
    final PostgresDatabase database;

    Given(App app) {
        Stack stack = Stack.Builder.create(app, "Given").env(Run.ENVIRONMENT).build();
        this.app = app;
        network = new Network(stack, "Network");
        vpc = network.getVpc();
        hostedZone = zone(stack, "Zone", "Z0123456789ABCDEFGHIJ");
        certificate = Certificate.fromCertificateArn(stack, "Certificate",
            "arn:aws:acm:us-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888");
        repository = Repository.fromRepositoryName(stack, "Repository", "shop");
        loadBalancer = WebLoadBalancer.Builder.create(stack, "LoadBalancer")
            .vpc(vpc).domainName("*.example.com").hostedZone(zone(stack, "OtherZone", "Z0987654321ABCDEFGHIJ")).build();
        database = PostgresDatabase.Builder.create(stack, "Database").vpc(vpc).build();
    }

    /** The service is made in the stack of the sample. */
    FargateService shopIn(Stack stack) {
        return FargateService.Builder.create(stack, "Shop")
            .vpc(vpc)
            .image(ServiceImage.fromRegistry("public.ecr.aws/docker/library/nginx:1.29"))
            .port(80)
            .ingress(Ingress.http(HttpIngressOptions.builder().healthCheck(HealthCheck.builder().path("/").build()).build()))
            .build();
    }

    private static IHostedZone zone(Stack stack, String id, String number) {
        return HostedZone.fromHostedZoneAttributes(stack, id,
            HostedZoneAttributes.builder().hostedZoneId(number).zoneName("example.com").build());
    }
}
