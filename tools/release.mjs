// `npm run release [-- --to FOLDER]`: what a server needs, built, with its bill of materials and checksums.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from './build.mjs';
import { root } from './root.mjs';

/** Each file of deploy/ by its name: somebody's own, with secrets, may stand beside them. */
const deployed = [
  'Caddyfile',
  'Caddyfile.cluster',
  'Containerfile',
  'compose.yaml',
  'grafana.json',
  'nats.conf',
  'tincan.env',
  'tincan.service',
  'turnserver.conf',
];

const shipped = [
  '.npmrc',
  'LICENSE',
  'README.md',
  'SECURITY.md',
  ...deployed.map((file) => `deploy/${file}`),
  'dist',
  'docs',
  'server/README.md',
];

const { values } = parseArgs({ options: { to: { type: 'string', default: 'release' } } });
const folder = resolve(values.to);
const manifest = readJson(join(root, 'package.json'));
const name = `tincan-${manifest.version}`;
const tree = join(folder, name);

if (!(await buildIfStale())) fail('The build failed, so there is nothing to release.');
checkSignatures();
rmSync(tree, { recursive: true, force: true });
mkdirSync(tree, { recursive: true });
for (const path of shipped) cpSync(join(root, path), join(tree, path), { recursive: true });
writeManifest();
const files = [listMaterials(), pack()];
rmSync(tree, { recursive: true });
const sums = files.map((file) => `${sha256(join(folder, file))}  ${file}\n`);
writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
process.stdout.write(`${[...files, 'SHA256SUMS'].map((file) => join(folder, file)).join('\n')}\n`);

/** A package of its own, so that `npm ci` installs what runs and nothing that builds. */
function writeManifest() {
  const { version, description, license, type, engines, dependencies } = manifest;
  const scripts = {
    start: manifest.scripts.start.replace('tools/start.mjs', 'dist/server/main.js'),
  };
  const own = { name: 'tincan', version, description, license, private: true, type, engines };
  writeJson(join(tree, 'package.json'), { ...own, scripts, dependencies });

  const lock = readJson(join(root, 'package-lock.json'));
  const { devDependencies: _, ...project } = lock.packages[''];
  const runtime = Object.entries(lock.packages).filter(
    ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional,
  );
  const packages = { '': project, ...Object.fromEntries(runtime) };
  writeJson(join(tree, 'package-lock.json'), { ...lock, packages });
}

/**
 * CycloneDX, of all that the lock file of the release names. For the project itself,
 * `npm sbom --omit=dev` (11.19) leaves out what a tool needs as well.
 */
function listMaterials() {
  const bill = npm(tree, 'sbom', '--sbom-format=cyclonedx', '--package-lock-only');
  // npm takes the name of the folder for that of the project.
  bill.metadata.component.name = 'tincan';
  const file = `${name}.cdx.json`;
  writeJson(join(folder, file), bill);
  return file;
}

/** The same content gives the same archive, whoever packs it and when. */
function pack() {
  const archive = `${name}.tar.gz`;
  const same = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mode=u=rwX,go=rX'];
  const options = ['--use-compress-program=gzip -n', '--mtime=2000-01-01 00:00Z', ...same];
  execFileSync('tar', ['-C', folder, ...options, '-cf', join(folder, archive), name]);
  return archive;
}

/** What is installed must be signed by the registry; where its keys are out of reach that is told. */
function checkSignatures() {
  const answer = npm(root, 'audit', 'signatures', '--json', '--fetch-retries=0');
  const { invalid = [], missing = [], error } = answer;
  if (error) {
    process.stderr.write(`Signatures of packages were not checked: ${error.summary}\n`);
  } else if (invalid.length + missing.length > 0) {
    const names = [...invalid, ...missing].map(({ name, version }) => `${name}@${version}`);
    fail(`Not signed by the registry as installed: ${names.join(', ')}`);
  }
}

function npm(cwd, ...args) {
  try {
    return JSON.parse(execFileSync('npm', args, { cwd, stdio: 'pipe' }));
  } catch (error) {
    // With `--json` the reason is on stdout.
    if (args.includes('--json') && error.stdout?.length > 0) return JSON.parse(error.stdout);
    throw error;
  }
}

function sha256(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function writeJson(path, value) {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
