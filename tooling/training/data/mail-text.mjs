/**
 * What a reader sees of a mail: its subject and its text, without markup, attachments and what mailing lists add.
 *
 * @param mail the mail as it was sent, with its headers
 */
export function mailText(mail) {
  const { headers, body } = splitHeaders(mail);
  const subject = (headers.subject ?? '').replaceAll(/\[[^\]]*\]/g, '');
  const text = `${subject}\n${withoutFooter(partText(headers, body))}`;
  return text
    .replaceAll(/([^\w\s]|_)\1{3,}/g, '$1$1$1') // lines that are drawn
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/\s*\n\s*/g, '\n')
    .trim();
}

/** The address that a mail says it is from. */
export function senderOf(mail) {
  return /[\w.+-]+@[\w.-]+/.exec(splitHeaders(mail).headers.from ?? '')?.[0].toLowerCase() ?? '';
}

function splitHeaders(part) {
  const [head] = part.split(/\r?\n\r?\n/, 1);
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const fields = lines.flatMap((line) => {
    const match = /^([\w-]+):\s*(.*)$/.exec(line);
    return match ? [[match[1].toLowerCase(), match[2]]] : [];
  });
  return { headers: Object.fromEntries(fields), body: part.slice(head.length) };
}

/** The text of a part: of several alternatives the first that is plain text, or else the first that is HTML. */
function partText(headers, body) {
  const type = (headers['content-type'] ?? 'text/plain').toLowerCase();
  if (type.startsWith('multipart')) {
    const boundary = /boundary="?([^";]+)"?/i.exec(headers['content-type'])?.[1];
    const parts = boundary ? body.split(`--${boundary}`).slice(1, -1) : [];
    const texts = parts.map((part) => splitHeaders(part.trimStart()));
    const kinds = ['text/plain', 'multipart', 'text/html'];
    const isOf = (kind) => (one) => (one.headers['content-type'] ?? 'text/plain').toLowerCase().startsWith(kind);
    const best = kinds.map((kind) => texts.find(isOf(kind))).find(Boolean);
    return best ? partText(best.headers, best.body) : '';
  }
  const text = decoded(body, (headers['content-transfer-encoding'] ?? '').toLowerCase());
  return type.startsWith('text/html') || /<(html|body|br|font)\b/i.test(text) ? withoutMarkup(text) : text;
}

function decoded(text, encoding) {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString('latin1');
  if (encoding !== 'quoted-printable') return text;
  const lines = text.replaceAll(/=\r?\n/g, '');
  return lines.replaceAll(/=([0-9A-F]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

const entities = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"' };

function withoutMarkup(html) {
  return html
    .replaceAll(/<(style|script|title)\b.*?<\/\1>|<!--.*?-->|<[^>]*>/gis, ' ')
    .replaceAll(/&(nbsp|amp|lt|gt|quot);/gi, (_, name) => entities[name.toLowerCase()])
    .replaceAll(/&#?\w+;/g, ' ');
}

function withoutFooter(text) {
  return text.replace(
    /^(_{20,}\s*[^\n]*(mailing list|\/listinfo\/)|-{20,}\s*This sf\.net|-+ ?Yahoo! Groups Sponsor|-- \r?\n).*$/ims,
    '',
  );
}
