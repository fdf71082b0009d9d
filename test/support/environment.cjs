// runs before every test file: deterministic and fast synthesis.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

// the CDK's own validation costs seconds a file; tests about it turn it on themselves.
process.env.CDK_VALIDATION ??= 'false';
process.env.CDK_CONTEXT_JSON ??= JSON.stringify({
  'aws:cdk:disable-creation-stack-traces': true,
  'aws:cdk:disable-stack-trace': true,
  'aws:cdk:disable-logicalId-metadata': true,
});

// the CDK measures its own functions, and keeps each figure for ever.
performance.measure = () => undefined;

// every App without an outdir leaves a folder behind; give the worker one of its own and remove it at exit.
if (!process.env.ELASTIC_WEB_TEST_TMP) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-elastic-web-'));
  process.env.ELASTIC_WEB_TEST_TMP = folder;
  process.env.TMPDIR = folder;
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
}
