import { css } from 'lit';

/** The colours of the page by day and by night; what is drawn on cards has the ground of the elements. */
export const theme = css`
  :host {
    --page: light-dark(#f4f6f8, #0c0f13);
    --card: light-dark(#ffffff, #15191e);
    --ink: light-dark(#1f2328, #e6e9ed);
    --soft: light-dark(#57606a, #9ba6b2);
    --line: light-dark(#d8dee4, #2c343d);
    --fill: light-dark(#eef1f4, #1f252c);
    --accent: light-dark(#0a5bd3, #7db4ff);
    --on-accent: light-dark(#ffffff, #0c1522);
    --tint: light-dark(#e6f0ff, #16263c);
    --bad: light-dark(#b00020, #ff8a8a);
    --warn: light-dark(#8a5300, #f0b45b);
    color: var(--ink);
    background: var(--page);
    font: 15px/1.45 system-ui, sans-serif;
  }
`;
