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
  | 'content_missing'
  /** It does not open: changed, moved here from elsewhere, or its leaf was changed. */
  | 'content_broken'
  /** It opens, but is not what the leaf commits to. */
  | 'commitment_differs'
  /** A content without an entry. */
  | 'content_surplus'
  /** The subject was erased, the content is still there. */
  | 'content_not_erased'
  /** The subject's key is gone without an erasure, or does not open. */
  | 'subject_key_missing'
  /** Entries beyond the head. */
  | 'entry_surplus'
  /** The tree is not the signed one; the entry is the first of the smallest part that is known to differ. */
  | 'root_differs'
  /** Rows under the name of a practice that does not exist here. */
  | 'practice_unknown'
  /** The older checkpoint has more entries than the ledger: some were removed. */
  | 'older_checkpoint_longer'
  /** The ledger does not begin as it was when the older checkpoint was signed. */
  | 'older_checkpoint_differs'

export interface Finding {
  /** The entry; `null` where it is the head or the log as a whole. */
  seq: number | null
  reason: BreakReason
}
