import type { Mail } from './held-out-mails.mjs';

export function readMails(): Mail[];
