import { Directive, directive } from 'lit/directive.js';
import { svgNode } from './svg-node';

/** Keeps the node of a picture while its text stays the same, so that the focus in it is not lost when something else on the page changes. */
class Picture extends Directive {
  #svg = '';
  #node: SVGSVGElement | undefined;

  render(svg: string, prepare?: (node: SVGSVGElement) => void): SVGSVGElement {
    if (!this.#node || svg !== this.#svg) this.#node = svgNode(svg);
    this.#svg = svg;
    prepare?.(this.#node);
    return this.#node;
  }
}

/** A picture in a template, as a node of the page. */
export const picture = directive(Picture);
