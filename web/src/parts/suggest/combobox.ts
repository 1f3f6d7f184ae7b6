/** A box with a list beneath it: which row the arrows are on, and whether the list is shown (ARIA: combobox). */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useSuggestions } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { type Offer, offersOf } from './offers.ts';
import { useSettled } from './settled.ts';

/** Milliseconds without a key before what is typed is asked for. */
const PAUSE = 120;
/** Characters that the API takes. */
const MOST = 60;

export function useCombobox(text: string, choose: (offer: Offer) => void) {
  const { language } = useSpeech();
  const list = useId();
  const [typing, setTyping] = useState(false);
  const [on, setOn] = useState<string>();
  const typed = text.trim();
  // What stands in the box from the address was not typed, and is not asked for.
  const settled = useSettled(typing ? typed : '', PAUSE);
  const asked = typing && typed !== '' && settled !== '' && settled.length <= MOST;
  const { data: answer, isPlaceholderData: before } = useSuggestions(asked ? settled : null);
  // While the next answer is on its way an open list stays; a closed one does not open with the last one's.
  const wasOpen = useRef(false);
  const offers = asked && answer && (!before || wasOpen.current) ? offersOf(answer, language) : [];
  const open = offers.length > 0;
  useEffect(() => {
    wasOpen.current = open;
  }, [open]);
  const at = offers.findIndex(({ key }) => key === on);
  const optionId = (key: string) => `${list}-${key}`;

  const close = () => {
    setTyping(false);
    setOn(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys of an input method are its own.
    if (!open || event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      // Past the last as before the first stands what was typed.
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const next = ((at + 1 + step + offers.length + 1) % (offers.length + 1)) - 1;
      setOn(offers[next]?.key);
    } else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && offers[at] !== undefined) choose(offers[at]);
    else return;
    event.preventDefault();
  };
  return {
    offers,
    close,
    /** The list opens by typing, never by itself. */
    typed: () => {
      setTyping(true);
      setOn(undefined);
    },
    list: { id: list, on, optionId },
    input: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': open,
      'aria-controls': open ? list : undefined,
      'aria-activedescendant': at < 0 ? undefined : optionId(offers[at]?.key ?? ''),
      onKeyDown,
    },
  } as const;
}
