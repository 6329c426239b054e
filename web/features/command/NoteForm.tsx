'use client'
import { useTranslations } from 'next-intl'
import { type ChangeEvent, useEffect, useState } from 'react'
import { ActStatus } from './ActStatus'
import buttons from './act.module.css'
import card from './card.module.css'
import words from './command.module.css'
import { EvidenceStrip } from './EvidenceStrip'
import type { CommandLine, CommandTask } from './model'
import { fileSize, type Photo, shrinkPhoto } from './photo'
import styles from './sheet.module.css'
import { useAct } from './useAct'

export type NotedCommand = 'feedBack' | 'return' | 'close'

/** Words, and photos with a feedback. Nothing that was written is lost when it could not be sent. */
export function NoteForm({
  task,
  command,
  line,
  onDone,
}: {
  task: CommandTask
  command: NotedCommand
  line: CommandLine
  onDone: () => void
}) {
  const t = useTranslations('command')
  const [note, setNote] = useState('')
  const [photos, setPhotos] = useState<readonly Photo[]>([])
  const [trouble, setTrouble] = useState<string | null>(null)
  const { state, send, edit } = useAct(onDone)
  const wantsPhoto = command === 'feedBack' && task.evidenceCount + photos.length === 0
  const submit = () => {
    if (note.trim() === '') return setTrouble(t('form.noteMissing'))
    if (wantsPhoto) return setTrouble(t('form.photoMissing'))
    setTrouble(null)
    void send((key) => line.move({ taskId: task.id, command, note, photos, expectedRevision: task.revision }, key))
  }
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])]
    event.target.value = ''
    edit()
    try {
      const shrunk = await Promise.all(files.map(shrinkPhoto))
      setPhotos((before) => [...before, ...shrunk].slice(0, 10))
      setTrouble(null)
    } catch (error) {
      setTrouble(t('form.photoUnreadable', { name: files[0]?.name ?? '' }))
      console.warn(error)
    }
  }
  return (
    <form
      method="post"
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p className={styles.formTask}>{task.title}</p>
      <p className={words.second}>{task.instruction}</p>
      {task.latest && command !== 'feedBack' && (
        <blockquote className={card.quote}>{task.latest.note || t('card.noWords')}</blockquote>
      )}
      {command !== 'feedBack' && <EvidenceStrip evidence={task.evidence} />}
      <label className={styles.field}>
        <span>{t(`form.note.${command}`)}</span>
        <textarea
          rows={4}
          value={note}
          maxLength={2000}
          onChange={(event) => {
            edit()
            setNote(event.target.value)
          }}
          data-testid="note"
        />
      </label>
      {command === 'feedBack' && (
        <div className={styles.photos}>
          {photos.map((photo, index) => (
            <PhotoTile
              key={`${photo.fileName}-${photo.originalBytes}-${photo.content.size}`}
              photo={photo}
              onRemove={() => {
                edit()
                setPhotos((before) => before.filter((_, at) => at !== index))
              }}
            />
          ))}
          <label className={styles.addPhoto}>
            <input type="file" accept="image/*" capture="environment" multiple onChange={add} data-testid="photo" />
            <span>{t('form.addPhoto')}</span>
          </label>
        </div>
      )}
      {trouble && (
        <p className={buttons.trouble} role="alert">
          {trouble}
        </p>
      )}
      <ActStatus state={state} onRetry={submit} />
      <button type="submit" className={buttons.primary} disabled={state.kind === 'sending'} data-testid="submit">
        {t(`do.${command}`)}
      </button>
    </form>
  )
}

function PhotoTile({ photo, onRemove }: { photo: Photo; onRemove: () => void }) {
  const t = useTranslations('command')
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(photo.content)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [photo])
  return (
    <figure className={styles.photo}>
      {/* biome-ignore lint/performance/noImgElement: a picture that exists in this browser only */}
      {url && <img src={url} alt={photo.fileName} />}
      <figcaption>
        {photo.width} × {photo.height} · {fileSize(photo.content.size)}
        <small>{t('form.originalSize', { size: fileSize(photo.originalBytes) })}</small>
      </figcaption>
      <button type="button" onClick={onRemove} aria-label={t('form.removePhoto', { name: photo.fileName })}>
        ×
      </button>
    </figure>
  )
}
