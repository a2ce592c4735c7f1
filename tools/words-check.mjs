// Text stands in words files only, each word is used, and each element follows the language.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** Attributes and properties whose value somebody reads or hears. */
const spoken = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
  '.ariaLabel',
  '.innerText',
  '.label',
  '.placeholder',
  '.textContent',
  '.title',
]);

/**
 * Says where under web/ a text is out of place.
 * @param {string} root the folder of the project
 * @returns {string[]} one sentence for each problem
 */
export function checkWords(root) {
  const sources = new Map();
  for (const file of readdirSync(join(root, 'web'), { recursive: true })) {
    const path = posix.join('web', file.split('\\').join('/'));
    if (path.endsWith('.ts') && !path.endsWith('.d.ts') && !path.includes('/locales/')) {
      sources.set(path, readFileSync(join(root, path), 'utf8'));
    }
  }
  return findWordProblems(sources);
}

/**
 * Says where in these files a text is out of place.
 * @param {ReadonlyMap<string, string>} sources texts by path from the project's folder on
 * @returns {string[]} one sentence for each problem
 */
export function findWordProblems(sources) {
  const problems = [];
  const members = new Map();
  const used = new Set();
  for (const [file, text] of sources) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    if (isWordsFile(file)) readMembers(source, (name) => members.set(name, file));
    const tell = (node, problem) => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      problems.push(`${file}:${line + 1} ${problem}`);
    };
    const visit = (node) => {
      readUse(node, used);
      if (!isWordsFile(file)) readPlace(node, tell);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  for (const [name, file] of members) {
    if (!used.has(name)) problems.push(`${file} has “${name}”, which nothing uses`);
  }
  return problems;
}

function isWordsFile(file) {
  return /^web\/ui\/(?:[^/]*-)?words\.ts$/.test(file);
}

/** The members of the exported objects of a words file. */
function readMembers(source, add) {
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue;
    for (const { initializer } of statement.declarationList.declarations) {
      if (!initializer || !ts.isObjectLiteralExpression(initializer)) continue;
      for (const { name } of initializer.properties) if (name) add(name.text);
    }
  }
}

/** A name is used where it is read from something, or is text that may choose it: `words[page]`. */
function readUse(node, used) {
  if (ts.isPropertyAccessExpression(node)) used.add(node.name.text);
  else if (ts.isBindingElement(node)) used.add((node.propertyName ?? node.name).getText());
  else if (ts.isStringLiteralLike(node)) used.add(node.text);
}

function readPlace(node, tell) {
  if (ts.isTaggedTemplateExpression(node) && /^(?:html|svg)$/.test(node.tag.getText())) {
    readTemplate(node.template, tell);
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'ToastEvent') {
    const text = node.arguments?.[0];
    if (text) readValue(text, 'a notice', tell);
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'msg') {
    tell(node, 'calls msg(): words stand in a words file');
  }
  if (
    ts.isPropertyAccessExpression(node) &&
    /^(?:words|\w+Words)$/.test(node.expression.getText())
  ) {
    if (isReadOnce(node)) tell(node, `reads ${node.getText()} once: it would keep its language`);
  }
  if (ts.isClassDeclaration(node)) {
    const names = (ts.getDecorators(node) ?? []).map(({ expression }) => expression.getText());
    if (names.some((name) => name.startsWith('customElement(')) && !names.includes('localized()')) {
      tell(node, 'is an element without @localized(): it would keep its language');
    } else if (names[0] === 'localized()') {
      // The nearest decorator comes first, and defining an element wakes those on the page.
      tell(node, 'is defined before it is localized: put @customElement() above @localized()');
    }
  }
}

/** True for what runs when a module is loaded or an element is made. */
function isReadOnce(node) {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isFunctionLike(at)) return false;
    if (ts.isPropertyDeclaration(at)) return true;
  }
  return true;
}

/** Text between tags, and attributes that are read aloud; also what expressions put there. */
function readTemplate(template, tell) {
  const strings = ts.isNoSubstitutionTemplateLiteral(template)
    ? [template.text]
    : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
  const values = ts.isNoSubstitutionTemplateLiteral(template)
    ? []
    : template.templateSpans.map(({ expression }) => expression);
  let place = { kind: 'text' };
  strings.forEach((string, index) => {
    place = readMarkup(string, place, (what, where) =>
      tell(template, `has the text “${what.trim()}” ${where}`),
    );
    const value = values[index];
    if (!value) return;
    if (place.kind === 'text') readValue(value, 'between tags', tell);
    else if (place.kind === 'value' && spoken.has(place.name)) readValue(value, place.name, tell);
  });
}

/** Walks on through markup from a place; `found` gets each literal text somebody reads. */
function readMarkup(markup, start, found) {
  let place = start;
  let rest = markup;
  while (rest !== '') {
    if (place.kind === 'text') {
      const [text] = /^[^<]*/.exec(rest);
      if (isText(text)) found(text, 'between tags');
      rest = rest.slice(text.length);
      if (rest.startsWith('<!--')) {
        const end = rest.indexOf('-->');
        rest = end < 0 ? '' : rest.slice(end + 3);
      } else if (rest !== '') {
        rest = rest.slice(1);
        place = { kind: 'tag' };
      }
    } else if (place.kind === 'tag') {
      const match = /^[^>=]*?(?:(>)|([^\s"'>=]+)=(["']?))/.exec(rest);
      if (!match) return place;
      rest = rest.slice(match[0].length);
      const [, end, name, quote] = match;
      place = end ? { kind: 'text' } : { kind: 'value', name, quote };
    } else {
      const { name, quote } = place;
      const [text] = (quote === '' ? /^[^\s>]*/ : new RegExp(`^[^${quote}]*`)).exec(rest);
      if (spoken.has(name) && isText(text)) found(text, `in ${name}`);
      rest = rest.slice(text.length);
      if (rest === '') return place;
      if (quote !== '') rest = rest.slice(1);
      place = { kind: 'tag' };
    }
  }
  return place;
}

/** Literals an expression may result in. */
function readValue(node, where, tell) {
  if (ts.isStringLiteralLike(node)) {
    if (isText(node.text)) tell(node, `has the text “${node.text}” as ${where}`);
  } else if (ts.isTemplateExpression(node)) {
    const texts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
    if (isText(texts.join(' '))) tell(node, `has the text ${node.getText()} as ${where}`);
  } else if (ts.isParenthesizedExpression(node)) {
    readValue(node.expression, where, tell);
  } else if (ts.isConditionalExpression(node)) {
    readValue(node.whenTrue, where, tell);
    readValue(node.whenFalse, where, tell);
  } else if (
    ts.isBinaryExpression(node) &&
    /^(?:&&|\|\||\?\?)$/.test(node.operatorToken.getText())
  ) {
    readValue(node.left, where, tell);
    readValue(node.right, where, tell);
  }
}

function isText(text) {
  return /\p{L}/u.test(text.replace(/&\w+;/g, ''));
}
