/** Where onnxruntime has its operators on blocked channels. */
export const blockedDomain = 'com.microsoft.nchwc';

/** How onnxruntime calls one of them. */
export function blockedOperator(op: string): string {
  return `${blockedDomain}:${op}`;
}
