import type { Board } from '../contract'

export const board: Board = {
  pack: 'collaboration',
  title: { zh: '医联体协同', en: 'Working together' },
  order: 130,
  tiles: [
    { indicator: 'careFlow.visitShare', compare: 'sameLastYear' },
    { indicator: 'referrals.downPerUp', compare: 'sameLastYear' },
    { indicator: 'mutualRecognition.recognisedShare', compare: 'sameLastYear' },
    { indicator: 'familyDoctors.signedShare', compare: 'sameLastYear' },
  ],
  map: [
    'careFlow.visitShare',
    'careFlow.admissionShare',
    'mutualRecognition.recognisedShare',
    'familyDoctors.signedShare',
    'referrals.downRate',
  ],
  trend: ['careFlow.visitShare', 'mutualRecognition.recognisedShare', 'referrals.down', 'teleservices.requests'],
  rank: ['mutualRecognition.recognisedShare', 'referrals.downRate', 'referrals.inTimeShare', 'familyDoctors.doneShare'],
}
