/** Our vocabulary as statements and as a page: terms, and the code lists whose values are concepts. */
import type { Quad } from 'n3';
import { iri, type Name } from '../../../../config/rdf/names.ts';
import { type OwnTerm, ownTerms } from '../../../../config/rdf/own-terms.ts';
import { regions } from '../../../../config/regions.ts';
import { escaped } from '../../../../config/text/escape.ts';
import { vocabulary } from '../../../../config/vocabularies.ts';
import { termIri } from '../../base.ts';
import { xmlText } from '../../xml.ts';
import { Statements } from '../rdf/statements.ts';
import { concept, conceptName, LISTS, type List, place } from '../rdf/terms.ts';

const ALL_LISTS = Object.keys(LISTS) as List[];

/** The IRI of `dcat:Dataset` or `huimu:Offer`. */
const named = (base: string, name: string): string =>
  name.startsWith('huimu:') ? termIri(base, name.slice(6)) : iri(name as Name);

function describeTerm(about: Statements, base: string, term: OwnTerm): void {
  const subject = termIri(base, term.name);
  about.type(subject, term.is === 'class' ? 'rdfs:Class' : 'rdf:Property');
  about.text(subject, 'rdfs:label', term.zh, 'zh');
  about.text(subject, 'rdfs:label', term.en, 'en');
  about.text(subject, 'rdfs:comment', term.zhNote, 'zh');
  about.text(subject, 'rdfs:comment', term.enNote, 'en');
  about.link(subject, 'rdfs:isDefinedBy', termIri(base, '').slice(0, -1));
  if (term.under !== undefined) about.link(subject, 'rdfs:subClassOf', named(base, term.under));
  if (term.of !== undefined) about.link(subject, 'rdfs:domain', named(base, term.of));
  if (term.to !== undefined) about.link(subject, 'rdfs:range', named(base, term.to));
}

export function vocabularyStatements(base: string): Quad[] {
  const about = new Statements(base);
  const ontology = termIri(base, '').slice(0, -1);
  about.type(ontology, 'owl:Ontology');
  about.text(ontology, 'dct:title', '汇目词汇', 'zh');
  about.text(ontology, 'dct:title', "Huimu's vocabulary", 'en');
  for (const term of ownTerms()) describeTerm(about, base, term);
  for (const list of ALL_LISTS) {
    const scheme = termIri(base, LISTS[list]);
    about.type(scheme, 'skos:ConceptScheme');
    about.text(scheme, 'dct:title', LISTS[list], 'en');
    for (const { code } of vocabulary(LISTS[list])) {
      const value = concept(about, base, list, code);
      about.link(value, 'skos:inScheme', scheme);
      about.text(value, 'skos:notation', code);
    }
  }
  for (const { code } of regions()) place(about, base, code);
  return about.quads;
}

const shown = (text: string): string => escaped(xmlText(text));

const row = (cells: string[], id: string): string =>
  `<tr id="${shown(id)}">${cells.map((cell) => `<td>${shown(cell)}</td>`).join('')}</tr>`;

const table = (headings: string[], rows: string[]): string =>
  `<table><thead><tr>${headings.map((each) => `<th scope="col">${shown(each)}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;

/** For people: each term at its own anchor, so that its IRI leads there. Places are in the Turtle alone. */
export function vocabularyPage(base: string): string {
  const terms = ownTerms().map(({ name, zh, en, zhNote, enNote, of = '', to = '' }) =>
    row([name, `${zh} ${en}`, `${zhNote} / ${enNote}`, of, to], name),
  );
  const lists = ALL_LISTS.map(
    (list) =>
      `<h2 id="${LISTS[list]}">${LISTS[list]}</h2>${table(
        ['名称 Name', '中文', 'English'],
        vocabulary(LISTS[list]).map(({ code, zh, en }) =>
          row([conceptName(list, code), zh, en], conceptName(list, code)),
        ),
      )}`,
  );
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>汇目词汇 Huimu's vocabulary</title>
<link rel="alternate" type="text/turtle" href="${shown(base)}/ns.ttl" />
</head>
<body>
<h1>汇目词汇 Huimu's vocabulary</h1>
<p>${shown(termIri(base, ''))} · <a href="${shown(base)}/ns.ttl">Turtle</a></p>
${table(['名称 Name', '标签 Label', '含义 Meaning', '属于 Of', '取值 Values'], terms)}
${lists.join('\n')}
</body>
</html>
`;
}
