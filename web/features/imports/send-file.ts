import { type RefusalWord, refusalWord } from '../shell/refusal-word'

export type SendOutcome =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly word: RefusalWord; readonly line?: number }

/** Posts a file as it is. XMLHttpRequest, because fetch does not tell how much of a body has gone. */
export function sendFile(table: string, file: File, onProgress: (share: number) => void): Promise<SendOutcome> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/import?${new URLSearchParams({ table, name: file.name })}`)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      const body = request.response as { id?: string; reason?: string; line?: number } | null
      if (request.status === 202 && body?.id) return resolve({ ok: true, id: body.id })
      resolve({ ok: false, word: refusalWord(body?.reason), line: body?.line })
    }
    request.onerror = () => resolve({ ok: false, word: 'offline' })
    request.send(file)
  })
}
