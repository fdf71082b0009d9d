import { App } from 'aws-cdk-lib';
import { build } from './main';

build(new App());
