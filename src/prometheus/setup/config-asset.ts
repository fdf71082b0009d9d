import fs from 'node:fs';
import path from 'node:path';
import { FileSystem, Lazy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { configScript, type ConfigScript, type TaskFiles } from './config-script';

/**
 * Configuration of one task in the bucket of the CDK bootstrap stack.
 *
 * It is written at the end of synthesis, when every subject is known. Its hash stands in the task definition, so a
 * change replaces the tasks that read it, and no others.
 */
export class ConfigAsset extends Construct {
  private script?: ConfigScript;
  private asset?: Asset;

  constructor(scope: Construct, id: string) {
    super(scope, id);
  }

  /** Where the script lies, as `s3://…`, and what it is started with. */
  public get command(): string[] {
    return Lazy.list({ produce: () => this.asset && [this.asset.s3ObjectUrl, ...this.script!.values] });
  }

  /** The right to read the script, and nothing else in the bucket. */
  public get readRight(): PolicyStatement {
    const arn = Lazy.string({
      produce: () => this.asset && Stack.of(this).formatArn({
        service: 's3', region: '', account: '', resource: this.asset.s3BucketName, resourceName: this.asset.s3ObjectKey,
      }),
    });
    return new PolicyStatement({ sid: 'Configuration', actions: ['s3:GetObject'], resources: [arn] });
  }

  /** Writes the files down. It is called once, when everything is known. */
  public fill(files: TaskFiles): void {
    this.script = configScript(files);
    const folder = FileSystem.mkdtemp('cdk-elastic-web-');
    const file = path.join(folder, 'configuration.sh');
    fs.writeFileSync(file, this.script.text);
    this.asset = new Asset(this, 'Script', { path: file });
    // the CDK has copied it into the cloud assembly, unless it was told to leave assets where they are.
    if (!path.isAbsolute(this.asset.assetPath)) fs.rmSync(folder, { recursive: true });
  }
}
