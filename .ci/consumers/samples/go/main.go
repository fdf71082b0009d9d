// Runs the samples in Go: `samples OUT`. Each part of a stack gets a stack, and what it uses.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awselasticloadbalancingv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsroute53"
	"github.com/aws/jsii-runtime-go"
	elasticweb "github.com/cdk-elastic-web/cdk-elastic-web-go/cdkelasticweb"
)

// What samples use without making it, in a stack of its own.
type given struct {
	app          awscdk.App
	network      elasticweb.Network
	vpc          awsec2.IVpc
	hostedZone   awsroute53.IHostedZone
	certificate  awscertificatemanager.ICertificate
	repository   awsecr.IRepository
	loadBalancer elasticweb.WebLoadBalancer
	database     elasticweb.PostgresDatabase
}

var environment = awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("eu-west-1")}

func zone(stack awscdk.Stack, id string, number string) awsroute53.IHostedZone {
	return awsroute53.HostedZone_FromHostedZoneAttributes(stack, &id, &awsroute53.HostedZoneAttributes{
		HostedZoneId: &number, ZoneName: jsii.String("example.com"),
	})
}

func newGiven(app awscdk.App) given {
	stack := awscdk.NewStack(app, jsii.String("Given"), &awscdk.StackProps{Env: &environment})
	network := elasticweb.NewNetwork(stack, jsii.String("Network"), nil)
	return given{
		app:        app,
		network:    network,
		vpc:        network.Vpc(),
		hostedZone: zone(stack, "Zone", "Z0123456789ABCDEFGHIJ"),
		certificate: awscertificatemanager.Certificate_FromCertificateArn(stack, jsii.String("Certificate"),
			jsii.String("arn:aws:acm:us-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888")),
		repository: awsecr.Repository_FromRepositoryName(stack, jsii.String("Repository"), jsii.String("shop")),
		loadBalancer: elasticweb.NewWebLoadBalancer(stack, jsii.String("LoadBalancer"), &elasticweb.WebLoadBalancerProps{
			Vpc: network.Vpc(), DomainName: jsii.String("*.example.com"), HostedZone: zone(stack, "OtherZone", "Z0987654321ABCDEFGHIJ"),
		}),
		database: elasticweb.NewPostgresDatabase(stack, jsii.String("Database"), &elasticweb.PostgresDatabaseProps{Vpc: network.Vpc()}),
	}
}

// The service is made in the stack of the sample.
func (its given) shopIn(stack awscdk.Stack) elasticweb.FargateService {
	return elasticweb.NewFargateService(stack, jsii.String("Shop"), &elasticweb.FargateServiceProps{
		Vpc:   its.vpc,
		Image: elasticweb.ServiceImage_FromRegistry(jsii.String("public.ecr.aws/docker/library/nginx:1.29"), nil),
		Port:  jsii.Number(80),
		Ingress: elasticweb.Ingress_Http(&elasticweb.HttpIngressOptions{
			HealthCheck: &awselasticloadbalancingv2.HealthCheck{Path: jsii.String("/")},
		}),
	})
}

func runPart(out string, id string, sample func(awscdk.Stack, given)) {
	app := awscdk.NewApp(&awscdk.AppProps{Outdir: jsii.String(filepath.Join(out, id)), AnalyticsReporting: jsii.Bool(false)})
	stack := awscdk.NewStack(app, jsii.String("Shop"), &awscdk.StackProps{Env: &environment})
	sample(stack, newGiven(app))
	app.Synth(nil)
}

// An app of its own writes to CDK_OUTDIR, which is the same for all of them.
func runWhole(out string, id string, sample func()) {
	sample()
	if written := os.Getenv("CDK_OUTDIR"); fileExists(written) {
		if err := os.Rename(written, filepath.Join(out, id)); err != nil {
			panic(err)
		}
	}
}

func fileExists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

func try(id string, run func()) (failed int) {
	defer func() {
		if reason := recover(); reason != nil {
			fmt.Fprintln(os.Stderr, id, reason)
			failed = 1
		}
	}()
	run()
	return 0
}

func main() {
	defer jsii.Close()
	out, _ := filepath.Abs(os.Args[1])
	failed := 0
	for id, sample := range parts {
		failed += try(id, func() { runPart(out, id, sample) })
	}
	for id, sample := range wholes {
		failed += try(id, func() { runWhole(out, id, sample) })
	}
	fmt.Println("failed", failed)
	if failed > 0 {
		os.Exit(1)
	}
}
