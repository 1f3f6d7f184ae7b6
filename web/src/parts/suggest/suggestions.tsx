/** The list under a search box, a group for each kind of thing. */
import { useEffect, useRef } from 'react';
import { useSpeech } from '../../words/language.tsx';
import { OFFER_KINDS, type Offer } from './offers.ts';

interface Props {
  offers: Offer[];
  id: string;
  /** Key of the row that the arrows are on. */
  on: string | undefined;
  optionId: (key: string) => string;
  choose: (offer: Offer) => void;
}

export function Suggestions({ offers, id, on, optionId, choose }: Props) {
  const { say } = useSpeech();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (on !== undefined)
      list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [on]);
  return (
    <>
      <p className="hidden" role="status">
        {offers.length === 0 ? '' : say('suggest.count', { n: offers.length })}
      </p>
      {offers.length === 0 ? null : (
        // The mouse does not take the cursor out of the box.
        <div
          ref={list}
          id={id}
          className="suggestions"
          role="listbox"
          aria-label={say('suggest.list')}
          onMouseDown={(event) => event.preventDefault()}
        >
          {OFFER_KINDS.map((kind) => {
            const own = offers.filter((offer) => offer.kind === kind);
            if (own.length === 0) return null;
            return (
              // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, and a fieldset is none of its parts
              <div key={kind} role="group" aria-label={say(`suggest.${kind}`)}>
                <div className="kind" aria-hidden="true">
                  {say(`suggest.${kind}`)}
                </div>
                {own.map((offer) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the keys stay in the box, which tells the row by aria-activedescendant
                  <div
                    key={offer.key}
                    id={optionId(offer.key)}
                    role="option"
                    aria-selected={offer.key === on}
                    onClick={() => choose(offer)}
                  >
                    {offer.text}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      )}
    </>
  );
}
