import { defineElements } from '../../src';

defineElements();

/** Puts an element with properties on the page, in place of all others, and waits until it is drawn. What it tells is kept. */
async function show(tag: string, properties: object): Promise<void> {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  const told: unknown[] = [];
  for (const name of ['xai-select', 'xai-error'])
    element.addEventListener(name, (event) => {
      const { detail } = event as CustomEvent;
      told.push(detail instanceof Error ? detail.name : detail);
    });
  document.querySelector('main')?.replaceChildren(element);
  Object.assign(globalThis, { shown: element, told });
  await settled();
}

async function settled(): Promise<void> {
  const { shown } = globalThis as unknown as { shown: { updateComplete: Promise<unknown> } };
  for (let turn = 0; turn < 3; turn++) {
    await shown.updateComplete;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

Object.assign(globalThis, { show, settled });
