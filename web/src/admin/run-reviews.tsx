/** Run reviews: runs whose prices are held as a whole, because all of them look like one mistake. */
import { useState } from "preact/hooks";
import { get, send } from "../data/api";
import type { RunReview } from "../data/types";
import {  } from "../data/words";
import { useLoad } from "../parts/load";
import { Day } from "../parts/price";
import { Table } from "../parts/table";
import { Ask, useAct } from "./parts";

type Decision = "approve" | "reject";
const EFFECTS: Record<Decision, string> = {
  approve: "become valid from the day on which they were first seen; prices that are missing end then too",
  reject: "are refused; a run that brings the same is held without a review",
};

/** Pending ones with one decision for all their prices, which is said before it is taken. */
export function RunReviews({ again }: { again: () => void }) {
  const loaded = useLoad("run reviews", async () => (await get<RunReview[]>("/v1/admin/run-reviews", {}, { page_size: 100 })).data);
  const [said, act] = useAct(() => (loaded.again(), again()));
  const [asked, setAsked] = useState<{ review: RunReview; what: Decision } | null>(null);
  const decide = (review: RunReview, what: Decision) => act(async () => {
    await send("POST", `/v1/admin/run-reviews/{review}/${what}`, { review: review.id }, {});
    setAsked(null);
    return `${what === "approve" ? "Approved" : "Rejected"} the run of ${review.provider}.`;
  });
  return (
    <>
      {said}
      {asked && (
        <Ask act={asked.what === "approve" ? "Approve all" : "Reject all"} onAct={() => decide(asked.review, asked.what)} onDrop={() => setAsked(null)}>
          <p>{asked.review.prices.toLocaleString("en")} prices of {asked.review.provider} {EFFECTS[asked.what]}.</p>
        </Ask>
      )}
      {loaded.value && loaded.value.length > 0 && <Waiting reviews={loaded.value} onAsk={(review, what) => setAsked({ review, what })} />}
    </>
  );
}

function Waiting({ reviews, onAsk }: { reviews: RunReview[]; onAsk: (review: RunReview, what: Decision) => void }) {
  return (
    <>
      <h2>Runs held as a whole</h2>
      <Table label="Held runs" heads={["Provider", "Why", "#Prices", "Since", "#Runs that say so", "Do"]}>
        {reviews.map((review) => (
          <tr key={review.id}>
            <th scope="row">{review.provider}</th>
            <td>{review.reason}<small class="why">{review.sample}</small></td>
            <td class="number">{review.prices.toLocaleString("en")}</td>
            <td><Day of={review.created_at} /></td>
            <td class="number">{review.runs}</td>
            <td class="acts">
              <button type="button" aria-label={`Approve the run of ${review.provider}`} onClick={() => onAsk(review, "approve")}>Approve</button>
              <button type="button" aria-label={`Reject the run of ${review.provider}`} onClick={() => onAsk(review, "reject")}>Reject</button>
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}
