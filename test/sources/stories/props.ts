/** What the stories want their platforms to have, as things of those platforms. */
import { bareThing, type IdShape, identifier, type SampledThing } from '../thing.ts';
import type { Prop, Story } from './story.ts';

export interface Placed {
  thing: SampledThing;
  until: number | undefined;
}

const thingOf = ({ until: _, ...said }: Prop, id: string): SampledThing => ({
  ...bareThing(id, said.title),
  ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
});

export const propsOf = (stories: readonly Story[], platform: string, shape: IdShape): Placed[] =>
  stories.flatMap(({ props }) =>
    (props[platform] ?? []).map((prop) => ({
      thing: thingOf(prop, identifier(shape, `story ${platform} ${prop.title}`)),
      until: prop.until,
    })),
  );
