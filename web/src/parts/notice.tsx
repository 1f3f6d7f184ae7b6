import { useAbout } from '../api/questions.ts';

/** The line that this installation has to say on every page, where it has one. */
export function Notice() {
  const notice = useAbout().data?.notice;
  if (!notice) return null;
  return (
    <aside className="notice">
      <p className="wide">{notice}</p>
    </aside>
  );
}
