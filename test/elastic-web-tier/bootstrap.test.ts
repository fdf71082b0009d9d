// how user data is rendered, without a stack. That it works is shown by the machines of .ci/bootstrap.sh. R-EC2-2
import { Duration } from 'aws-cdk-lib';
import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import { Bootstrap, TierImage } from '../../src';
import { quote, renderBootScript } from '../../src/elastic-web-tier/boot/script';
import { MAX_USER_DATA_BYTES } from '../../src/elastic-web-tier/boot/user-data-size';
import { bootScript, COMPOSE_FILE, filesOf, privateImage, SCRIPTS, VOLUME } from './boot/scripts';

const PUBLIC = TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3');
const SINGLE = { dataVolume: { volumeId: VOLUME, mountPath: '/data' }, isProtected: true };

describe.each(Object.entries(SCRIPTS))('the script of %s', (_, render) => {
  const script = render();

  test('is the same each time', () => {
    expect(render()).toBe(script);
  });

  test('is strict, and fits into user data with room for the user', () => {
    expect(script).toMatch(/^#!\/bin\/bash\n#.*\nset -euo pipefail\n/);
    expect(Buffer.byteLength(script)).toBeLessThan(MAX_USER_DATA_BYTES * 0.75);
  });

  test('writes programs that are strict too', () => {
    const programs = Object.values(filesOf(script)).filter((content) => content.startsWith('#!'));

    expect(programs.length).toBeGreaterThanOrEqual(4);
    for (const program of programs) expect(program).toMatch(/^#!\/bin\/bash\nset -euo pipefail\n/);
  });

  test('restarts the application whenever it ends, with fresh settings and secrets', () => {
    const unit = filesOf(script)['/etc/systemd/system/web.service'];

    expect(unit).toContain('Restart=always\n');
    expect(unit).toContain('ExecStartPre=/opt/web/settings\n');
    expect(unit).toContain('RuntimeDirectoryMode=0700\n');
    expect(unit).toContain('StandardOutput=append:/var/log/web/app.log\n');
  });

  test('ships memory, disks, the log of the application and that of the boot', () => {
    const agent = JSON.parse(filesOf(script)['/opt/aws/amazon-cloudwatch-agent/etc/web.json']);

    expect(Object.keys(agent.metrics.metrics_collected)).toEqual(['mem', 'disk']);
    expect(agent.logs.logs_collected.files.collect_list.map((log: Record<string, string>) =>
      [log.file_path, log.log_group_name, log.log_stream_name])).toEqual([
      ['/var/log/web/app.log', 'ShopLogs', '{instance_id}/app'],
      ['/var/log/cloud-init-output.log', 'ShopLogs', '{instance_id}/bootstrap'],
    ]);
  });

  test('signals from a trap, so that no failure goes untold', () => {
    expect(script.indexOf('trap finish EXIT')).toBeLessThan(script.indexOf('dnf install'));
    expect(script.match(/cfn-signal/g)).toHaveLength(1);
  });
});

describe('a container', () => {
  const start = (options: Parameters<typeof Bootstrap.container>[1], request = {}) =>
    filesOf(bootScript(Bootstrap.container(PUBLIC, options), request))['/opt/web/start'];

  test('is published on the port of the tier', () => {
    expect(start({ containerPort: 80 })).toContain('--publish 8080:80 ');
    expect(start({ furtherPorts: [9464, 9100] }))
      .toContain('--publish 8080:8080 --publish 9464:9464 --publish 9100:9100 ');
    expect(start({})).toContain('--publish 8080:8080 ');
  });

  test('runs a command, whatever is in it', () => {
    expect(start({ command: ['sh', '-c', 'echo "it\'s $HOME"'] })).toMatch(
      /nginx:1\.27\.3 sh -c 'echo "it'\\''s \$HOME"'\n$/,
    );
  });

  test('stops in its time, and systemd waits a little longer', () => {
    const script = bootScript(Bootstrap.container(PUBLIC, { stopTimeout: Duration.seconds(50) }));

    expect(filesOf(script)['/opt/web/start']).toContain('--stop-timeout 50 ');
    expect(filesOf(script)['/etc/systemd/system/web.service']).toContain('ExecStop=/usr/bin/docker stop -t 50 web\n');
    expect(filesOf(script)['/etc/systemd/system/web.service']).toContain('TimeoutStopSec=65\n');
  });

  test('comes after its data at each boot, with a restart policy of Docker too, and goes before it', () => {
    const files = filesOf(bootScript(Bootstrap.compose(COMPOSE_FILE), SINGLE));

    expect(files['/etc/systemd/system/docker.service.d/web-data.conf']).toBe(
      '[Unit]\nAfter=web-data.service\nRequires=web-data.service\nRequiresMountsFor=/data\n');
    expect(files['/etc/systemd/system/web.service']).toContain('RequiresMountsFor=/data\n');
    expect(filesOf(bootScript(Bootstrap.compose(COMPOSE_FILE)))).not.toHaveProperty([
      '/etc/systemd/system/docker.service.d/web-data.conf',
    ]);
    expect(filesOf(bootScript(Bootstrap.script('shop'), SINGLE))).not.toHaveProperty([
      '/etc/systemd/system/docker.service.d/web-data.conf',
    ]);
  });

  test('finds the data volume in the same place', () => {
    expect(start({}, SINGLE)).toContain('--volume /data:/data ');
  });

  test('may gain no privileges', () => {
    expect(start({})).toContain('--security-opt no-new-privileges');
  });

  test('of a public registry needs no login', () => {
    expect(filesOf(bootScript(Bootstrap.container(PUBLIC)))).not.toHaveProperty(['/root/.docker/config.json']);
    expect(filesOf(bootScript(Bootstrap.container(privateImage())))).toHaveProperty(['/root/.docker/config.json']);
  });
});

describe('a Compose project', () => {
  test('comes with its file, and with the binary of its architecture and its checksum', () => {
    const script = (architecture: InstanceArchitecture) => bootScript(
      Bootstrap.compose(COMPOSE_FILE), { architecture },
    );

    expect(filesOf(script(InstanceArchitecture.X86_64))['/opt/web/compose.yaml']).toContain(
      'public.ecr.aws/nginx/nginx:1.27.3',
    );
    expect(script(InstanceArchitecture.X86_64)).toMatch(
      /docker-compose-linux-x86_64\necho '486b3ffc[0-9a-f]{56} .* \| sha256sum --check --quiet\n/,
    );
    expect(script(InstanceArchitecture.ARM_64)).toMatch(
      /docker-compose-linux-aarch64\necho '4d0f7678[0-9a-f]{56} .* \| sha256sum --check --quiet\n/,
    );
  });
});

describe('a program', () => {
  test('runs as a user without a shell, who owns the data', () => {
    const script = bootScript(Bootstrap.script('/usr/bin/shop --fast'), SINGLE);

    expect(filesOf(script)['/opt/web/start']).toContain(
      'chown web: /data\nHOME=$(getent passwd web | cut -d: -f6)\nexec setpriv --reuid=web --regid="$(id -g web)" '
      + '--init-groups -- /opt/web/run\n');
    expect(filesOf(script)['/opt/web/run']).toMatch(/exec \/usr\/bin\/shop --fast\n$/);
    expect(script).toContain('useradd --system --home-dir /opt/web --shell /sbin/nologin web');
  });

  test('runs as the user that is asked for', () => {
    expect(filesOf(bootScript(Bootstrap.script('shop', { user: 'root' })))['/opt/web/start']).toMatch(
      /exec \/opt\/web\/run\n$/,
    );
    expect(filesOf(bootScript(Bootstrap.script('shop', { user: 'nginx' })))['/opt/web/start']).toMatch(
      /exec setpriv --reuid=nginx .* -- \/opt\/web\/run\n$/,
    );
    expect(bootScript(Bootstrap.script('shop', { user: 'nginx' }))).not.toContain('useradd');
  });
});

describe('the script itself', () => {
  const script = (content: string) => renderBootScript({
    title: 'Test', region: 'eu-west-1', signal: { stack: 'Stack', resource: 'Group' },
    steps: [{ purpose: 'write', files: [{ path: '/opt/file', mode: '0644', content }] }],
  });

  test('writes a file with any line in it', () => {
    expect(script('one\nEND\nEND_\n')).toContain("<<'END__'\none\nEND\nEND_\nEND__\n");
  });

  test.each([
    ['plain', 'plain'], ['a b', "'a b'"], ["it's", "'it'\\''s'"], ['$HOME', "'$HOME'"], ['', "''"],
    ['a/b:c@d.e', 'a/b:c@d.e'],
  ])('quotes %j', (word, quoted) => {
    expect(quote(word)).toBe(quoted);
  });

  test('says which step has failed', () => {
    expect(script('')).toContain('task=write\ninstall');
  });
});
