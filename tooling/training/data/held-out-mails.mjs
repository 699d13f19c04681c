import { createHash } from 'node:crypto';
import { readMails } from './mails.mjs';

/** A fifth of the senders, by a hash of the address, is held out: no mail of theirs is trained on. */
export const isHeldOut = ({ sender }) => createHash('sha256').update(sender).digest()[0] % 5 === 0;

/** The mails that no model is trained on. */
export const heldOutMails = () => readMails().filter(isHeldOut);
