import { css } from 'lit';

/** What buttons, fields and headings look like in all views. */
export const controls = css`
  :host { display: block; min-width: 0; }
  :host([hidden]) { display: none; }
  * { box-sizing: border-box; }
  h2 { font-size: 13px; font-weight: 650; letter-spacing: 0.02em; margin: 0 0 8px; color: var(--soft); }
  h3 { font-size: 15px; font-weight: 650; margin: 0; }
  p { margin: 0; }
  small, .soft { color: var(--soft); }
  small { font-size: 13px; }
  button, select, input, textarea { font: inherit; color: inherit; accent-color: var(--accent); }
  button, .button {
    display: inline-flex; gap: 6px; align-items: center; justify-content: center; min-height: 32px; padding: 3px 12px;
    border: 1px solid var(--line); border-radius: 8px; background: var(--card); cursor: pointer; text-decoration: none;
  }
  button:hover, .button:hover { border-color: var(--soft); }
  button[aria-pressed='true'] { background: var(--tint); border-color: var(--accent); color: var(--accent); font-weight: 600; }
  button.quiet { border-color: transparent; background: none; min-height: 26px; padding: 1px 6px; color: var(--soft); }
  button.quiet:hover { background: var(--fill); color: var(--ink); }
  button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
  button:disabled { opacity: 0.55; cursor: default; }
  select, input:not([type]), input[type='text'], input[type='number'], textarea {
    min-height: 32px; padding: 3px 8px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); max-width: 100%;
  }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
  .card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 14px; }
  .bad { color: var(--bad); overflow-wrap: anywhere; }
  .warn { color: var(--warn); }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .number { font-variant-numeric: tabular-nums; }
  summary { cursor: pointer; border-radius: 8px; }
`;
