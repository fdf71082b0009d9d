// npm ci rejects a lockfile that lacks an optional dependency of another platform. A registry mirror that does not
// serve those packages makes npm write such a lockfile, so each missing one gets an entry without integrity here.
import fs from 'node:fs';

const FILE = 'package-lock.json';
const OS = /darwin|linux|win32|freebsd|openbsd|netbsd|android|sunos|aix|openharmony/;
const CPU = /arm64|x64|ia32|arm(?!64)|ppc64|s390x|riscv64|loong64|mips64el/;

const lock = JSON.parse(fs.readFileSync(FILE, 'utf8'));
const packages = lock.packages;
for (const [location, entry] of Object.entries({ ...packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (packages[`node_modules/${name}`] || packages[`${location}/node_modules/${name}`]) continue;
    const os = OS.exec(name)?.[0];
    const cpu = CPU.exec(name)?.[0];
    packages[`node_modules/${name}`] = {
      version, ...(cpu && { cpu: [cpu] }), ...(entry.dev && { dev: true }), optional: true, ...(os && { os: [os] }),
    };
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
fs.writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
