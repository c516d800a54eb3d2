/** Run reviews: runs whose prices are held as a whole, because all of them look like one mistake. */
import { useState } from "preact/hooks";
import { get, send } from "../data/api";
import type { RunReview } from "../data/types";
import { useLoad, useAct } from "../parts/load";
import { Day } from "../parts/price";
import { Table } from "../parts/table";
import { Ask } from "./parts";
import { grouped } from "../data/words";

type Decision = "approve" | "reject" | "undo";
const WORDS: Record<Decision, { act: string; done: string; effect: string }> = {
  approve: { act: "Approve", done: "Approved", effect: "become valid from the day on which they were first seen; prices that are missing end then too" },
  reject: { act: "Reject", done: "Rejected", effect: "are refused; a run that brings the same is held without a review" },
  undo: { act: "Undo", done: "Undone:", effect: "are as they were before the decision; the next run that brings the same opens a new review" },
};
type Asked = { review: RunReview; what: Decision };

/** Runs of one state with one decision for all their prices, which is said before it is taken. */
export function RunReviews({ decision, provider, again }: { decision: string; provider: string; again: () => void }) {
  const query = { decision, provider, page_size: 100 };
  const loaded = useLoad(JSON.stringify(query), async () => (await get<RunReview[]>("/v1/admin/run-reviews", {}, query)).data);
  const [said, act] = useAct(() => (loaded.again(), again()));
  const [asked, setAsked] = useState<Asked | null>(null);
  const [last, setLast] = useState<RunReview | null>(null);
  const decide = ({ review, what }: Asked) => act(async () => {
    await send("POST", `/v1/admin/run-reviews/{review}/${what}`, { review: review.id }, {});
    setAsked(null);
    setLast(what === "undo" ? null : review);
    return `${WORDS[what].done} the run of ${review.provider}.`;
  });
  return (
    <>
      {said}
      {last && <p class="acts"><button type="button" onClick={() => setAsked({ review: last, what: "undo" })}>Undo the run of {last.provider}</button></p>}
      {asked && (
        <Ask act={`${WORDS[asked.what].act} all`} onAct={() => decide(asked)} onDrop={() => setAsked(null)}>
          <p>{grouped(asked.review.prices)} prices of {asked.review.provider} {WORDS[asked.what].effect}.</p>
        </Ask>
      )}
      {loaded.value && loaded.value.length > 0 && <Held reviews={loaded.value} onAsk={setAsked} />}
    </>
  );
}

const choices = ({ status }: RunReview): Decision[] =>
  status === "pending" ? ["approve", "reject"] : status === "approved" || status === "rejected" ? ["undo"] : [];

function Held({ reviews, onAsk }: { reviews: RunReview[]; onAsk: (asked: Asked) => void }) {
  return (
    <>
      <h2>Runs held as a whole</h2>
      <Table label="Held runs" heads={["Provider", "Why", "#Prices", "Since", "#Runs that say so", "Decision"]}>
        {reviews.map((review) => (
          <tr key={review.id}>
            <th scope="row">{review.provider}</th>
            <td>{review.reason}<small class="why">{review.sample}</small></td>
            <td class="number">{grouped(review.prices)}</td>
            <td><Day of={review.created_at} /></td>
            <td class="number">{review.runs}</td>
            <td class="acts">
              {review.status !== "pending" && <>{review.status} <small>{review.undone_by ?? review.decided_by}</small> </>}
              {choices(review).map((what) => <button type="button" aria-label={`${WORDS[what].act} the run of ${review.provider}`} onClick={() => onAsk({ review, what })}>{WORDS[what].act}</button>)}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}
