import { darkStyle } from 'svg-plots';

/**
 * A picture as a node of the page. Its own style sheet is left out: the element's colours by day and by night take its place, and a page's
 * security policy need not allow styles within markup.
 */
export function svgNode(svg: string): SVGSVGElement {
  const { documentElement } = new DOMParser().parseFromString(svg.replace(darkStyle(), ''), 'image/svg+xml');
  return document.importNode(documentElement, true) as unknown as SVGSVGElement;
}
