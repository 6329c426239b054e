import card from './card.module.css'
import type { EvidenceItem } from './model'

/** What was sent as proof, to be looked at before it is judged: pictures small, everything else by its name. */
export function EvidenceStrip({ evidence }: { evidence: readonly EvidenceItem[] }) {
  if (evidence.length === 0) return null
  return (
    <ul className={card.evidence}>
      {evidence.map(({ id, fileName, mediaType }) => (
        <li key={id}>
          <a href={`/api/evidence/${id}`} target="_blank" rel="noreferrer">
            {mediaType.startsWith('image/') ? (
              // biome-ignore lint/performance/noImgElement: evidence is private and must not pass an image cache
              <img src={`/api/evidence/${id}`} alt={fileName} loading="lazy" />
            ) : (
              fileName
            )}
          </a>
        </li>
      ))}
    </ul>
  )
}
