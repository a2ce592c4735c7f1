// The import table of the design, as a check: who may import whom, and which globals nobody names.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

const domain = ['calls', 'contacts', 'messages', 'files'];
const beneath = ['lib', 'identity', 'links'];
const page = ['window', 'navigator', 'document'];
const adapters = ['peerjs', 'idb-keyval'];
const screens = ['lit', '@lit/context', '@lit/localize'];

const domainRule = {
  folders: beneath,
  neverPackages: [...adapters, ...screens],
  neverGlobals: page,
};

/**
 * By folder: the other folders it may import, those of which it may import
 * only types, the packages and globals it never names. A folder may always
 * import itself.
 */
const table = {
  'web/lib': { folders: [], neverPackages: ['*'], neverGlobals: page },
  'web/identity': {
    folders: ['lib'],
    neverPackages: [...adapters, ...screens],
    neverGlobals: page,
  },
  'web/links': {
    folders: ['lib', 'identity'],
    neverPackages: [...adapters, ...screens],
    neverGlobals: page,
  },
  ...Object.fromEntries(domain.map((folder) => [`web/${folder}`, domainRule])),
  'web/platform': {
    // The parsers of what it carries are in identity and links.
    folders: beneath,
    types: domain,
    neverPackages: screens,
    neverGlobals: [],
  },
  'web/ui': {
    folders: [...beneath, ...domain],
    neverPackages: adapters,
    neverGlobals: ['window', 'navigator'],
  },
  'web/pwa': { folders: ['lib', 'identity'], neverPackages: adapters, neverGlobals: [] },
  // Of the composition too: no folder may import them, main.ts does.
  'web/parts': {
    folders: [...beneath, ...domain, 'platform', 'pwa', 'ui'],
    neverPackages: [],
    neverGlobals: [],
  },
  server: { folders: [], neverPackages: [], neverGlobals: [] },
};

/** The composition root: it may import everything, and nobody imports it. */
const composition = 'web/main.ts';

/**
 * Says what in web/ and server/ goes against the table.
 * @param {string} root the folder of the project
 * @returns {string[]} one sentence for each problem
 */
export function checkImports(root) {
  const sources = new Map();
  for (const folder of ['web', 'server']) {
    for (const file of readdirSync(join(root, folder), { recursive: true })) {
      const path = posix.join(folder, file.split('\\').join('/'));
      if (path.endsWith('.ts') && !path.endsWith('.d.ts')) {
        sources.set(path, readFileSync(join(root, path), 'utf8'));
      }
    }
  }
  return findProblems(sources);
}

/**
 * Says what in these files goes against the table.
 * @param {ReadonlyMap<string, string>} sources texts by path from the project's folder on
 * @returns {string[]} one sentence for each problem
 */
export function findProblems(sources) {
  const problems = [];
  const edges = new Map();
  for (const [file, text] of sources) {
    const { imports, names } = read(file, text);
    for (const { target, typeOnly } of imports) {
      const problem = judgeImport(file, target, typeOnly);
      if (problem) problems.push(`${file} imports ${target}: ${problem}`);
    }
    const never = ruleOf(file)?.neverGlobals ?? [];
    for (const name of never.filter((global) => names.has(global))) {
      problems.push(`${file} names ${name}: only web/platform touches it`);
    }
    if (file !== composition && ruleOf(file) === null) {
      problems.push(`${file} is in no folder of the table`);
    }
    edges.set(
      file,
      imports
        // What a function loads later waits for nobody: a circle through it has a beginning.
        .filter(({ target, typeOnly, later }) => !typeOnly && !later && isRelative(target))
        .map(({ target }) => resolve(file, target)),
    );
  }
  return [...problems, ...findCycles(edges)];
}

function judgeImport(file, target, typeOnly) {
  if (file === composition) return null;
  const rule = ruleOf(file);
  if (rule === null) return null;
  if (!isRelative(target)) {
    const name = packageOf(target);
    const never = rule.neverPackages.includes('*') || rule.neverPackages.includes(name);
    return never ? `${folderOf(file)} never imports ${name}` : null;
  }
  const path = resolve(file, target);
  if (path === composition) return 'nobody imports the composition root';
  const [from, to] = [folderOf(file), folderOf(path)];
  if (from === to) return null;
  if (to === null) return `${from} may not import it`;
  const short = to.replace(/^web\//, '');
  if (to !== 'server' && rule.folders.includes(short)) return null;
  if (to !== 'server' && rule.types?.includes(short)) {
    return typeOnly ? null : `${from} may import only types of ${to}`;
  }
  return `${from} may not import ${to}`;
}

/** The imports of a file and the identifiers it uses as values. */
function read(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imports = [];
  const names = new Set();
  const add = (node, typeOnly, later = false) => {
    if (node && ts.isStringLiteralLike(node)) imports.push({ target: node.text, typeOnly, later });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
      return;
    }
    if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
      return;
    }
    if (ts.isImportTypeNode(node)) add(node.argument.literal, true);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false, Boolean(ts.findAncestor(node, ts.isFunctionLike)));
    }
    if (ts.isIdentifier(node) && !isOnlyAName(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { imports, names };
}

/** True for `navigator` in `system.navigator` or `{ navigator: 1 }`, but not in `globalThis.navigator`. */
function isOnlyAName(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    return parent.name === node && parent.expression.getText() !== 'globalThis';
  }
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isGetAccessor(parent)) &&
    parent.name === node
  );
}

/** One sentence for each circle of imports, found once. */
function findCycles(edges) {
  const problems = [];
  const done = new Set();
  const trail = [];
  const walk = (file) => {
    const at = trail.indexOf(file);
    if (at >= 0) {
      problems.push(`Imports in a circle: ${[...trail.slice(at), file].join(' → ')}`);
      return;
    }
    if (done.has(file)) return;
    trail.push(file);
    for (const next of edges.get(file) ?? []) walk(next);
    trail.pop();
    done.add(file);
  };
  for (const file of edges.keys()) walk(file);
  return problems;
}

function ruleOf(file) {
  return table[folderOf(file) ?? ''] ?? null;
}

/** `web/calls` for web/calls/call.ts, `server` for all below server/, null for what is elsewhere. */
function folderOf(path) {
  const [first, second, ...rest] = path.split('/');
  if (first === 'server') return 'server';
  return first === 'web' && rest.length > 0 ? `web/${second}` : null;
}

function resolve(file, target) {
  return posix.join(posix.dirname(file), target.replace(/\?.*$/, ''));
}

function isRelative(target) {
  return target.startsWith('.');
}

function packageOf(target) {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}
