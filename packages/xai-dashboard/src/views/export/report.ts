/** A picture in a report, and what is said of it. */
export interface ReportedCell {
  /** A method, a layer, a file. */
  readonly name: string;
  readonly svg: string;
  readonly notes: readonly string[];
  /** How an explanation was made. */
  readonly recipe?: unknown;
}

/** What is beside each other: explanations of a class, layers, clusters. */
export interface ReportedRow {
  readonly title: string;
  readonly cells: readonly ReportedCell[];
}

/** All that a report says. */
export interface Report {
  readonly model: string;
  readonly item: string;
  readonly outputs: readonly { readonly name: string; readonly value: string }[];
  readonly rows: readonly ReportedRow[];
}

const STYLE = `
  :root{color-scheme:light dark;--card:light-dark(#fff,#15191e);--line:light-dark(#d8dee4,#2c343d);--soft:light-dark(#57606a,#9ba6b2)}
  body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:1200px;padding:24px;background:light-dark(#f4f6f8,#0c0f13);color:light-dark(#1f2328,#e6e9ed)}
  h1{font-size:24px}h2{font-size:18px;margin:32px 0 12px}h3{font-size:15px;margin:0 0 10px}
  .cells{display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(min(100%,320px),1fr))}
  article,.input{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px;min-width:0}
  svg{max-width:100%;height:auto}ul{list-style:none;padding:0;color:var(--soft);font-size:13px}
  pre{overflow:auto;font-size:12px;white-space:pre-wrap;overflow-wrap:anywhere}table{border-spacing:16px 2px;margin-left:-16px}
  td:last-child{text-align:right;font-variant-numeric:tabular-nums}`;

/** All that is on the page in one file, which opens without a network and runs no script. */
export function reportHtml({ model, item, outputs, rows }: Report): string {
  const outputRows = outputs.map(({ name, value }) => `<tr><td>${escaped(name)}</td><td>${escaped(value)}</td></tr>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${model}: ${item}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Why did the model say this?</h1>
<section class="input"><h2>${escaped(model)}, ${escaped(item)}</h2><table>${outputRows.join('')}</table></section>
${rows.map(rowHtml).join('\n')}
</body>
</html>
`;
}

function rowHtml({ title, cells }: ReportedRow): string {
  return `<section><h2>${escaped(title)}</h2><div class="cells">${cells.map(cellHtml).join('\n')}</div></section>`;
}

/** The SVG is one that an element drew, whose texts are escaped. */
function cellHtml({ name, svg, notes, recipe }: ReportedCell): string {
  const said = notes.map((note) => `<li>${escaped(note)}</li>`).join('');
  const json = recipe === undefined ? '' : escaped(JSON.stringify(recipe, null, 2));
  const details = json && `<details><summary>Recipe</summary><pre>${json}</pre></details>`;
  return `<article><h3>${escaped(name)}</h3>${svg}<ul>${said}</ul>${details}</article>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
