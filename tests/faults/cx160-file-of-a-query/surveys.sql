SELECT answered, score FROM cx.surveys
