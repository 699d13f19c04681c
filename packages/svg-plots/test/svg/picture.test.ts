import { axisBelow, axisBeside, EDGE, element, linearScale, picture, topOf } from '../../src';

const frame = { width: 100, height: 50, title: '', summary: 'A dot & more' };

describe('picture', () => {
  it('says in words what it shows, and is as large as it says', () => {
    const svg = picture(frame, element('circle', { r: 3 }));
    expect(svg).toContain('viewBox="0 0 100 50"');
    expect(svg).toContain('aria-label="A dot &amp; more"');
    expect(svg).toContain('<circle r="3"/>');
    expect(svg).not.toContain('<text');
  });

  it('has room for a title', () => {
    expect(picture({ ...frame, title: 'Dots' })).toContain('>Dots</text>');
    expect(topOf('Dots') - topOf('')).toBeGreaterThan(14);
    expect(topOf('')).toBe(EDGE);
  });
});

describe('axes', () => {
  const scale = linearScale([0, 2], [10, 210]);

  it('have a line and a number at each round value', () => {
    const below = axisBelow([0, 2], scale, 5, 45);
    for (const value of [0, 0.5, 1, 1.5, 2]) {
      expect(below).toContain(`M${scale(value).toFixed(2)} 5.00V45.00`);
      expect(below).toContain(`>${value}</text>`);
    }
  });

  it('may stand beside a panel', () => {
    const beside = axisBeside([0, 2], scale, 5, 45);
    expect(beside).toContain(`M5.00 ${scale(1).toFixed(2)}H45.00`);
    expect(beside).toContain('text-anchor="end"');
  });
});
