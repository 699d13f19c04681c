import { escapeText } from 'svg-plots';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}svg,img{max-width:100%;height:auto}td,th{padding:.1rem .6rem .1rem 0;text-align:left}figure{margin:1rem 0}';

/** A page that stands alone. */
export function htmlPage(title: string, body: string): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeText(title)}</title>`;
  return `<!doctype html>\n<html><head>${head}<style>${STYLE}</style></head><body>\n${body}\n</body></html>\n`;
}
