/** A mail of the corpus. */
export interface Mail {
  readonly id: string;
  readonly group: string;
  readonly isSpam: boolean;
  readonly sender: string;
  readonly text: string;
}

export function isHeldOut(mail: Pick<Mail, 'sender'>): boolean;
export function heldOutMails(): Mail[];
