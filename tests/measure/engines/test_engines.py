def test_connects(engine):
    assert engine.fetch("SELECT 1 AS a").rows == [(1,)]
