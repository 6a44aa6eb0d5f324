import kleur from 'kleur';

export interface Colours {
  good(text: string): string;
  bad(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

/** Colours for one stream. kleur by itself looks at standard output alone, so the decision is made outside. */
export function coloursFor(coloured: boolean): Colours {
  const paint = (colour: (text: string) => string) => (text: string) => {
    if (!coloured) return text;
    kleur.enabled = true;
    return colour(text);
  };
  return { good: paint(kleur.green), bad: paint(kleur.red), strong: paint(kleur.bold), faint: paint(kleur.gray) };
}
