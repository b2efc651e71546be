/** What verification can find. */
export type BreakReason =
  /** No head, though there are entries. */
  | 'head_missing'
  | 'head_size'
  /** The stored subtree hashes are not those of the signed tree. */
  | 'head_frontier'
  | 'note_malformed'
  /** The head is the head of another ledger. */
  | 'note_origin'
  | 'note_signature'
  | 'entry_missing'
  /** The leaf is not in its one canonical form. */
  | 'leaf_malformed'
  /** The leaf says another number than its row. */
  | 'leaf_moved'
  /** Row and leaf name different subjects. */
  | 'subject_differs'
  /** Recorded before the entry in front of it. */
  | 'recorded_backwards'
  /** Neither there nor named by an erasure. */
  | 'content_missing'
  /** It does not open: changed, moved here from elsewhere, or its leaf was changed. */
  | 'content_broken'
  /** It opens, but is not what the leaf commits to. */
  | 'commitment_differs'
  /** A content without an entry. */
  | 'content_surplus'
  /** It was erased, or the key of its subject was, and it is still there. */
  | 'content_not_erased'
  /** The wording that the content names is not there, or not the text that was shown. */
  | 'wording_missing'
  /** The subject's key is gone without an erasure, or does not open. */
  | 'subject_key_missing'
  /** The content is gone by an erasure that no tombstone stands for. */
  | 'erasure_unfounded'
  /** A tombstone that stands for more than was erased, or for nothing. */
  | 'erasure_incomplete'
  /** An erasure of an entry that is not there. */
  | 'erasure_surplus'
  /** Entries beyond the head. */
  | 'entry_surplus'
  /** The tree is not the signed one; the entry is the first of the smallest part that is known to differ. */
  | 'root_differs'
  /** A stored wording is not the text of its hash; no entry names it. */
  | 'wording_differs'
  /** Rows under the name of a practice that does not exist here. */
  | 'practice_unknown'
  /** A table or a column of the ledger is not there. */
  | 'table_missing'
  /** The older checkpoint has more entries than the ledger: some were removed. */
  | 'older_checkpoint_longer'
  /** The ledger does not begin as it was when the older checkpoint was signed. */
  | 'older_checkpoint_differs'
  /** The witness file beside the database knows entries that it lacks (P-53). */
  | 'witness_differs'

export interface Finding {
  /** The entry; `null` where it is the head or the log as a whole. */
  seq: number | null
  reason: BreakReason
}
