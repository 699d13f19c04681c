const MOST = 4000; // letters

/** A message that fits a screen: names and values of a damaged file may have millions of letters. */
export function limited(message: string): string {
  if (message.length <= MOST) return message;
  return `${message.slice(0, MOST)} ... (${message.length - MOST} more letters)`;
}
