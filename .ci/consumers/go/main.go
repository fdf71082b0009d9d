package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awselasticloadbalancingv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsroute53"
	"github.com/aws/jsii-runtime-go"
	elasticweb "github.com/cdk-elastic-web/cdk-elastic-web-go/cdkelasticweb"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	elasticweb.Profile_PRODUCTION().ApplyTo(app)
	stack := awscdk.NewStack(app, jsii.String("Shop"), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("eu-west-1")},
	})
	hostedZone := awsroute53.HostedZone_FromHostedZoneAttributes(stack, jsii.String("Zone"), &awsroute53.HostedZoneAttributes{
		HostedZoneId: jsii.String("Z0123456789ABCDEFGHIJ"),
		ZoneName:     jsii.String("example.com"),
	})

	network := elasticweb.NewNetwork(stack, jsii.String("Network"), nil)
	database := elasticweb.NewPostgresDatabase(stack, jsii.String("Database"), &elasticweb.PostgresDatabaseProps{Vpc: network.Vpc()})
	shop := elasticweb.NewFargateService(stack, jsii.String("Shop"), &elasticweb.FargateServiceProps{
		Vpc:   network.Vpc(),
		Image: elasticweb.ServiceImage_FromRegistry(jsii.String("public.ecr.aws/docker/library/nginx:1.29"), nil),
		Port:  jsii.Number(80),
		Ingress: elasticweb.Ingress_Https(&elasticweb.HttpsIngressOptions{
			DomainName:  jsii.String("shop.example.com"),
			HostedZone:  hostedZone,
			HealthCheck: &awselasticloadbalancingv2.HealthCheck{Path: jsii.String("/")},
		}),
	})
	shop.ConnectTo(database, nil)
	app.Synth(nil)
}
