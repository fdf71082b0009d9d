// the generated user data really runs: in a file system of its own, with stand-ins for what reaches out. R-EC2-2
import assert from 'node:assert/strict';
import net from 'node:net';
import { before, describe, test } from 'node:test';
import { Duration } from 'aws-cdk-lib';
import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import { Bootstrap } from '../../../src/elastic-web-tier/bootstrap/bootstrap';
import { boot as start, type Boot, type MachineOptions } from './machine';
import { bootScript, COMPOSE_FILE, privateImage, VOLUME } from './scripts';

const SECRET = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:shop-AbCdEf';
const PARAMETER = 'arn:aws:ssm:eu-central-1:111111111111:parameter/shop/licence';
/** Anything that a shell could take for something else. */
const AWKWARD = 'it\'s "50 %" of $HOME\\n\n`id` *\ttab;';
const HASTY = { startTimeout: Duration.seconds(10) };
const SINGLE = { dataVolume: { volumeId: VOLUME, mountPath: '/data' } };

let port: number;
before(async () => {
  const server = net.createServer().listen(0);
  port = (server.address() as net.AddressInfo).port;
  await new Promise((resolve) => server.close(resolve));
});

const boot = (
  bootstrap: Bootstrap, options: MachineOptions = {}, request: Parameters<typeof bootScript>[1] = {},
): Boot =>
  start(bootScript(bootstrap, { port, ...request }), { port, ...options });
const container = () => Bootstrap.container(privateImage(), HASTY);
const signals = ({ calls }: Boot) =>
  calls.filter((call) => call.startsWith('cfn-signal')).map((call) => call.replace(/.*--success /, ''));
const steps = ({ calls }: Boot, ...names: string[]) =>
  calls.filter((call) => names.some((name) => call.startsWith(name)));

describe('a container', () => {
  test('that answers is signalled as a success, once and last', () => {
    const machine = boot(container());

    assert.equal(machine.code, 0, machine.output);
    assert.deepEqual(signals(machine), ['true --reason the application is healthy']);
    assert.match(
      machine.calls.at(-1)!,
      /^cfn-signal --region eu-central-1 --stack arn:aws:cloudformation\S+ --resource ShopGroupASG0 /,
    );
  });

  test('that ends at once is signalled as a failure, and the log says why', () => {
    const machine = boot(container(), { with: { APP: 'failing' } });

    assert.equal(machine.code, 1);
    assert.deepEqual(signals(machine), [
      `false --reason could not get an answer of http://localhost:${port}/health within 10 seconds`,
    ]);
    assert.match(machine.output, /cannot find module/);
  });

  test('is installed, watched and pulled before it is started', () => {
    const machine = boot(container());

    assert.deepEqual(
      steps(machine, 'dnf', 'amazon-cloudwatch-agent-ctl', 'docker pull', 'systemctl start', 'docker run').map(
        (call) => call.split(' ').slice(0, 2).join(' '),
      ),
      ['dnf install', 'amazon-cloudwatch-agent-ctl -a', 'docker pull', 'systemctl start', 'docker run'],
    );
  });

  test('gets its settings and secrets, whatever is in them', () => {
    const machine = boot(container(), {
      settings: {
        environment: { MODE: AWKWARD, EMPTY: '' },
        secrets: {
          PASSWORD: `${SECRET}:password::`, WHOLE: SECRET, OLD: `${SECRET}:password:AWSPREVIOUS:`,
          PORT_NUMBER: `${SECRET}:port::`, LICENCE: PARAMETER,
        },
      },
      secret: { password: AWKWARD, port: 5432 },
    });

    assert.equal(machine.code, 0, machine.output);
    const { MODE, EMPTY, PASSWORD, WHOLE, OLD, PORT_NUMBER, LICENCE } = machine.environment;
    assert.deepEqual({ MODE, EMPTY, PASSWORD, WHOLE, OLD, PORT_NUMBER, LICENCE }, {
      MODE: AWKWARD, EMPTY: '', PASSWORD: AWKWARD, WHOLE: JSON.stringify({ password: AWKWARD, port: 5432 }),
      OLD: 'the one before', PORT_NUMBER: '5432', LICENCE: 'from the parameter store',
    });
  });

  test('gets a secret with the line end that a key file has to end in', () => {
    const machine = boot(container(), {
      settings: { secrets: { KEY: `${SECRET}:key::`, NEXT: `${SECRET}:next::` } }, secret: { key: 'a\n\n', next: '.' },
    });

    assert.deepEqual([machine.environment.KEY, machine.environment.NEXT], ['a\n\n', '.']);
  });

  test('is healthy with the answers that the load balancer takes, and with no other', () => {
    const codes = (healthCodes: string, healthPath: string) => boot(container(), {}, { healthCodes, healthPath });

    for (const [list, path] of [['200-299', '/health'], ['201,404', '/other'], ['301,400-499', '/other']]) {
      assert.equal(codes(list, path).code, 0, `${list} ${path}`);
    }
    for (const [list, path] of [['201-299', '/health'], ['200', '/other']]) {
      assert.equal(codes(list, path).code, 1, `${list} ${path}`);
    }
    assert.match(codes('200', '/other').output, /the answer is 404 in place of 200/);
  });

  test('has its secrets in memory, for root only, and on no command line', () => {
    const machine = boot(container(), {
      settings: { secrets: { PASSWORD: `${SECRET}:password::` } }, secret: { password: 'hunter2' },
    });

    assert.deepEqual(machine.memory, ['700 /run/web', '600 /run/web/env', 'tmpfs']);
    assert.equal(machine.environment.PASSWORD, 'hunter2');
    assert.ok(steps(machine, 'docker run')[0].includes(' --env=PASSWORD '));
    assert.ok(!machine.calls.join().includes('hunter2') && !machine.output.includes('hunter2'));
  });

  test('reads a secret once, however many of its fields are wanted', () => {
    const machine = boot(container(), {
      settings: { secrets: { A: `${SECRET}:a::`, B: `${SECRET}:b::` } }, secret: { a: '1', b: '2' },
    });

    assert.equal(steps(machine, 'aws secretsmanager').length, 1);
    assert.equal(machine.environment.B, '2');
  });

  test('fails to boot when a secret may not be read', () => {
    const machine = boot(container(), { settings: { secrets: { PASSWORD: SECRET } }, with: { SECRETS: 'denied' } });

    assert.equal(machine.code, 1);
    assert.deepEqual(signals(machine), ['false --reason could not start the application']);
    assert.equal(steps(machine, 'docker run').length, 0);
  });

  test('fails to boot when a secret has not the field', () => {
    const machine = boot(container(), {
      settings: { secrets: { PASSWORD: `${SECRET}:pasword::` } }, secret: { password: 'x' },
    });

    assert.equal(machine.code, 1);
    assert.match(machine.output, /the secret has no field pasword/);
  });

  test('fails to boot when packages cannot be installed, after five attempts', () => {
    const machine = boot(container(), { with: { DNF: 'broken' } });

    assert.equal(machine.code, 1);
    assert.equal(steps(machine, 'dnf').length, 5);
    assert.deepEqual(signals(machine), ['false --reason could not install packages']);
  });

  test('boots although nobody waits for its signal, as when scaling out', () => {
    const machine = boot(container(), { with: { SIGNAL: 'unwanted' } });

    assert.equal(machine.code, 0);
    assert.match(machine.output, /no deployment waits for this instance/);
  });

  test('logs in to its private registry with the instance role', () => {
    const machine = boot(container());

    assert.deepEqual(JSON.parse(machine.file('root/.docker/config.json')), {
      credHelpers: { '111111111111.dkr.ecr.eu-central-1.amazonaws.com': 'ecr-login' },
    });
  });
});

describe('a secret that rotates', () => {
  const settings = { secrets: { PASSWORD: `${SECRET}:password::` } };

  test('restarts the application with the new value', () => {
    const machine = boot(container(), {
      settings, secret: { password: 'old' },
      after: `echo '{"password":"new"}' >/secret.json; /opt/web/refresh; until curl -fsS `
        + `http://localhost:${port}/health; do sleep 1; done`,
    });

    assert.equal(machine.codeAfter, 0, machine.output);
    assert.equal(machine.environment.PASSWORD, 'new');
    assert.equal(steps(machine, 'systemctl restart web.service').length, 1);
  });

  test('that is the same as before restarts nothing', () => {
    const machine = boot(container(), { settings, secret: { password: 'old' }, after: '/opt/web/refresh' });

    assert.equal(machine.codeAfter, 0, machine.output);
    assert.deepEqual(steps(machine, 'systemctl restart web.service'), []);
  });

  test('that cannot be read for a moment restarts nothing', () => {
    const machine = boot(container(), {
      settings, secret: { password: 'old' }, after: 'SECRETS=denied /opt/web/refresh',
    });

    assert.notEqual(machine.codeAfter, 0);
    assert.deepEqual(steps(machine, 'systemctl restart web.service'), []);
  });
});

describe('a Compose project', () => {
  test('knows its settings when its images are pulled, which may be named by one', () => {
    const machine = boot(Bootstrap.compose(COMPOSE_FILE, HASTY), { settings: { environment: { TAG: AWKWARD } } });

    assert.equal(machine.code, 0, machine.output);
    assert.equal(machine.file('out/tag'), AWKWARD);
    assert.equal(machine.file('out/left'), '');
  });

  test('has bounded logs, unless the image has settings of its own for Docker', () => {
    const [plain, own] = ['true', 'mkdir -p /etc/docker && echo "{}" >/etc/docker/daemon.json'].map((prepare) =>
      start(
        bootScript(Bootstrap.compose(COMPOSE_FILE, HASTY), { port }).replace(
          "task='begin'", `${prepare}; task='begin'`,
        ),
        { port },
      ));

    assert.deepEqual(
      [plain, own].map((machine) => JSON.parse(machine.file('etc/docker/daemon.json'))),
      [{ 'log-driver': 'local' }, {}],
    );
  });

  test('is started and signalled as a success', () => {
    const machine = boot(Bootstrap.compose(COMPOSE_FILE, HASTY), {
      settings: { secrets: { DB_PASSWORD: `${SECRET}:password::` } }, secret: { password: AWKWARD },
    });

    assert.equal(machine.code, 0, machine.output);
    assert.equal(machine.environment.DB_PASSWORD, AWKWARD);
    assert.deepEqual(steps(machine, 'docker compose'), [
      'docker compose --project-name web --file /opt/web/compose.yaml pull --quiet',
      'docker compose --project-name web --file /opt/web/compose.yaml up --remove-orphans',
    ]);
    assert.deepEqual(signals(machine), ['true --reason the application is healthy']);
  });

  test('that ends at once is signalled as a failure', () => {
    const machine = boot(Bootstrap.compose(COMPOSE_FILE, HASTY), { with: { APP: 'failing' } });

    assert.equal(machine.code, 1);
    assert.match(signals(machine)[0], /^false/);
  });

  for (const architecture of [InstanceArchitecture.X86_64, InstanceArchitecture.ARM_64]) {
    test(`does not run a Docker Compose that was tampered with, on ${architecture}`, () => {
      const machine = boot(Bootstrap.compose(COMPOSE_FILE, HASTY), { with: { CHECKSUM: 'real' } }, { architecture });

      assert.equal(machine.code, 1);
      assert.deepEqual(signals(machine), ['false --reason could not install Docker Compose']);
      assert.deepEqual(steps(machine, 'docker compose'), []);
    });
  }
});

describe('a script', () => {
  const serve = '/stand-ins/node -e \'require("http").createServer((q, r) => r.end("ok")).listen(+process.env.PORT)\'';

  test('is set up, started without root and signalled as a success', () => {
    const machine = boot(Bootstrap.script(serve, { ...HASTY, packages: ['nodejs20'], setup: ['sleep 7'] }));

    assert.equal(machine.code, 0, machine.output);
    assert.match(steps(machine, 'dnf')[0], / nodejs20$/);
    assert.deepEqual(steps(machine, 'sleep 7', 'setpriv').map((call) => call.split(' -- ')[0]), [
      'sleep 7', 'setpriv --reuid=web --regid=998 --init-groups',
    ]);
    assert.equal(machine.file('out/home'), '/opt/web');
    assert.deepEqual(signals(machine), ['true --reason the application is healthy']);
  });

  test('whose setup fails is signalled as a failure, and is not started', () => {
    const machine = boot(Bootstrap.script('true', { ...HASTY, setup: ['false', 'sleep 7'] }));

    assert.equal(machine.code, 1);
    assert.deepEqual(signals(machine), ['false --reason could not set up the application']);
    assert.deepEqual(steps(machine, 'sleep 7', 'systemctl start'), []);
  });
});

describe('a data volume', () => {
  const ec2 = (machine: Boot) =>
    steps(machine, 'aws ec2', 'mkfs', 'mount ', 'umount', 'docker run').filter((call) => !call.includes('describe'));

  test('that is new is attached, formatted and mounted before the application starts', () => {
    const machine = boot(container(), {}, SINGLE);

    assert.equal(machine.code, 0, machine.output);
    assert.deepEqual(ec2(machine).map((call) => call.split(' ').slice(0, 3).join(' ')), [
      'aws ec2 attach-volume', 'mkfs.xfs -q /dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0123456789abcdef0',
      'mount -o noatime', 'docker run --name',
    ]);
    assert.match(steps(machine, 'docker run')[0], / --volume \/data:\/data /);
  });

  test('with data on it is never formatted', () => {
    for (const type of ['xfs', 'ext4']) {
      const machine = boot(container(), { with: { DISK: type } }, SINGLE);

      assert.equal(machine.code, 0, machine.output);
      assert.deepEqual(steps(machine, 'mkfs'), []);
      assert.equal(steps(machine, type === 'xfs' ? 'xfs_growfs' : 'resize2fs').length, 1);
    }
  });

  test('that cannot be read is never formatted', () => {
    const machine = boot(container(), { with: { DISK: 'broken' } }, SINGLE);

    assert.equal(machine.code, 1);
    assert.deepEqual(steps(machine, 'mkfs'), []);
    assert.deepEqual(signals(machine), ['false --reason could not attach the data volume']);
  });

  test('moves over from the predecessor, which is stopped first', () => {
    const machine = boot(container(), { holder: 'i-old', with: { DISK: 'xfs' } }, SINGLE);

    assert.equal(machine.code, 0, machine.output);
    assert.deepEqual(ec2(machine).slice(0, 5).map((call) => call.replace(`--volume-id ${VOLUME} `, '')), [
      'aws ec2 stop-instances --instance-ids i-old',
      'aws ec2 wait instance-stopped --instance-ids i-old',
      'aws ec2 detach-volume --instance-id i-old',
      `aws ec2 wait volume-available --volume-ids ${VOLUME}`,
      'aws ec2 attach-volume --instance-id i-new --device /dev/sdf',
    ]);
  });

  test('goes back to the predecessor, which starts again, when the new version fails', () => {
    const machine = boot(container(), { holder: 'i-old', with: { DISK: 'xfs', APP: 'failing' } }, SINGLE);

    assert.equal(machine.code, 1);
    assert.deepEqual(ec2(machine).slice(-4), [
      'umount /data',
      `aws ec2 detach-volume --volume-id ${VOLUME} --instance-id i-new`,
      `aws ec2 wait volume-available --volume-ids ${VOLUME}`,
      'aws ec2 start-instances --instance-ids i-old',
    ]);
    assert.match(signals(machine)[0], /^false --reason could not get an answer/);
    // else it would take the volume again when it boots again.
    assert.ok(machine.calls.indexOf('systemctl disable web.service web-data.service') > 0);
  });

  test('is not torn from a predecessor that cannot be stopped', () => {
    const machine = boot(container(), { holder: 'i-old', with: { STOP: 'refused' } }, SINGLE);

    assert.equal(machine.code, 1);
    assert.deepEqual(ec2(machine), [
      'aws ec2 stop-instances --instance-ids i-old', 'aws ec2 start-instances --instance-ids i-old',
    ]);
    assert.deepEqual(signals(machine), ['false --reason could not attach the data volume']);
  });

  test('has its predecessor started as soon as that can be', () => {
    const machine = boot(
      container(), { holder: 'i-old', with: { DISK: 'xfs', APP: 'failing', START: 'late' } }, SINGLE,
    );

    assert.equal(steps(machine, 'aws ec2 start-instances').length, 3);
  });

  test('stays where it is when the instance boots again', () => {
    const machine = boot(container(), { after: ': >/out/calls; /opt/web/claim-volume', with: { DISK: 'xfs' } }, SINGLE);

    assert.equal(machine.codeAfter, 0, machine.output);
    assert.deepEqual(machine.calls.filter((call) => /stop|attach|detach|mkfs/.test(call)), []);
  });
});

describe('a protected instance', () => {
  test('lifts the protection of the instance that it replaces, and never its own', () => {
    const machine = boot(container(), {}, { isProtected: true });

    assert.equal(machine.code, 0, machine.output);
    assert.deepEqual(steps(machine, 'aws ec2 modify'), [
      'aws ec2 modify-instance-attribute --instance-id i-old --no-disable-api-termination',
    ]);
  });

  test('that does not work leaves the predecessor as it is, and lets the rollback remove itself', () => {
    const machine = boot(container(), { with: { APP: 'failing' } }, { isProtected: true });

    assert.deepEqual(steps(machine, 'aws ec2 modify'), [
      'aws ec2 modify-instance-attribute --instance-id i-new --no-disable-api-termination',
    ]);
    assert.match(machine.calls.at(-1)!, /^cfn-signal .*--success false/);
  });
});

describe('an instance of a group', () => {
  const GROUP = { drainSeconds: '60' };
  const lifecycle = (machine: Boot) =>
    steps(machine, 'aws autoscaling complete').map((call) => call.replace(/.*--auto-scaling-group-name /, ''));

  test('is ready when the application answers, and says so before the deployment is told', () => {
    const machine = boot(container(), {}, GROUP);

    assert.equal(machine.code, 0, machine.output);
    assert.deepEqual(lifecycle(machine), [
      'ShopGroup --instance-id i-new --lifecycle-hook-name Launch --lifecycle-action-result CONTINUE',
    ]);
    assert.match(steps(machine, 'aws autoscaling complete', 'cfn-signal')[1], /^cfn-signal .*--success true/);
  });

  test('gives itself up when the application does not answer', () => {
    const machine = boot(container(), { with: { APP: 'failing' } }, GROUP);

    assert.deepEqual(lifecycle(machine), [
      'ShopGroup --instance-id i-new --lifecycle-hook-name Launch --lifecycle-action-result ABANDON',
    ]);
    assert.match(signals(machine)[0], /^false/);
  });

  test('gives itself up when not even packages can be installed', () => {
    const machine = boot(container(), { with: { DNF: 'broken' } }, GROUP);

    assert.deepEqual(lifecycle(machine), [
      'ShopGroup --instance-id i-new --lifecycle-hook-name Launch --lifecycle-action-result ABANDON',
    ]);
  });

  test('that is taken away is drained first, then the application ends, then the instance goes', () => {
    const machine = boot(container(), {
      after: ': >/out/calls; touch /terminated; until grep -q complete-lifecycle-action /out/calls; do /bin/sleep '
        + '0.1; done',
    }, GROUP);

    assert.equal(machine.codeAfter, 0, machine.output);
    assert.deepEqual(steps(machine, 'sleep 60', 'systemctl stop', 'aws autoscaling complete'), [
      'sleep 60', 'systemctl stop web-refresh.timer web.service',
      'aws autoscaling complete-lifecycle-action --auto-scaling-group-name ShopGroup --instance-id i-new '
      + '--lifecycle-hook-name Drain --lifecycle-action-result CONTINUE',
    ]);
  });
});
